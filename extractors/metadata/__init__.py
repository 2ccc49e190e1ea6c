"""Head and foot: symbol, type, title, issuer, place and date, signer, recipients."""
