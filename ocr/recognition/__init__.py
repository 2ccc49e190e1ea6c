"""From images to words by Tesseract, and the checks by which a reading is trusted or read once more."""
