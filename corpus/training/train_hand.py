"""Train the reader of digits that are written by hand into letterheads, on drawings only (see hand_gaps).

python -m corpus.training.train_hand OUT.npz --upright FONT ... --italic FONT ... --hands FONT ... [--steps N]

Needs PyTorch, which reading does not: what is kept are the weights of a few convolutions, the batch norms folded in.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import nn

from corpus.gap_picture import HEIGHT, SIGNS, STEP, Picture
from corpus.training.hand_gaps import Faces, gap

WIDTHS = (24, 32, 48, 64, 64, 64)
FRESH, AGAIN, KEPT = 16, 48, 40_000  # pictures of a batch: newly drawn, drawn before; and how many are kept for that
LEAST = 16  # pixels

Sample = tuple[Picture, str]


def network() -> nn.Sequential:
    """Return the network: pictures (n, 2, 48, width) to log odds (n, 12, 1, width / 4)."""
    a, b, c, d, e, f = WIDTHS
    layers: list[nn.Module] = [nn.Conv2d(2, a, 4, stride=2, padding=1), nn.BatchNorm2d(a), nn.ReLU()]
    for old, new, pool in ((a, b, (2, 2)), (b, c, (2, 1)), (c, d, None)):
        layers += [nn.Conv2d(old, new, 3, padding=1), nn.BatchNorm2d(new), nn.ReLU()]
        layers += [nn.MaxPool2d(pool)] if pool else []
    layers += [nn.Conv2d(d, e, (HEIGHT // 8, 3), padding=(0, 1)), nn.BatchNorm2d(e), nn.ReLU(), nn.Dropout(0.1)]
    layers += [nn.Conv2d(e, f, (1, 3), padding=(0, 1)), nn.BatchNorm2d(f), nn.ReLU(), nn.Dropout(0.1)]
    return nn.Sequential(*layers, nn.Conv2d(f, len(SIGNS) + 1, 1))


def batch(samples: Sequence[Sample], rng: np.random.Generator | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """Return pictures padded to one width, moved and faded a little where ``rng`` is given, and their lengths."""
    wide = max(LEAST, *(-(-p.shape[2] // STEP) * STEP for p, _ in samples))
    pictures = np.zeros((len(samples), 2, HEIGHT, wide), np.float32)
    for at, (picture, _) in enumerate(samples):
        part = picture
        if rng is not None:
            part = np.roll(part, int(rng.integers(-2, 3)), axis=1) * float(rng.uniform(0.75, 1.1))
            part[1] *= float(rng.choice([0.0, 1.0, 1.0, 0.5, 1.5]))  # colour
        pictures[at, :, :, : part.shape[2]] = np.clip(part, -1, 1)
    lengths = torch.tensor([max(LEAST, p.shape[2]) // STEP for p, _ in samples])
    return torch.from_numpy(pictures), lengths


def targets(samples: Sequence[Sample]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the labels of all pictures, one after the other, and how long each is."""
    signs = [SIGNS.index(c) + 1 for _, label in samples for c in label]
    return torch.tensor(signs), torch.tensor([len(label) for _, label in samples])


def drawn(faces: Faces, seed: int) -> Iterator[Sample]:
    """Yield pictures without end; those of a seed are always the same."""
    rng = np.random.default_rng(seed)
    while True:
        yield gap(faces, rng)


def train(model: nn.Sequential, faces: Faces, steps: int, seed: int, out: Path) -> None:
    """Train on drawings, each of them seen a few times; what is learnt so far is kept now and then."""
    rng, fresh, kept = np.random.default_rng(seed), drawn(faces, seed), list[Sample]()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps)
    for step in range(steps):
        samples = [next(fresh) for _ in range(FRESH)]
        again = [kept[int(i)] for i in rng.integers(0, len(kept), AGAIN)] if kept else []
        kept = (kept + samples)[-KEPT:]
        pictures, lengths = batch(samples + again, rng)
        signs, long = targets(samples + again)
        answer = model(pictures).squeeze(2).permute(2, 0, 1).log_softmax(2)
        loss = nn.functional.ctc_loss(answer, signs, lengths, long, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        rate.step()
        if step % 100 == 99:
            sys.stderr.write(f"{step + 1} {float(loss.detach()):.4f}\n")
        if step % 500 == 499:
            _keep(out, model)


def folded(model: nn.Sequential) -> dict[str, NDArray[Any]]:
    """Return weights ``w0`` (out, in, height, width) and ``b0`` (out) and so on, as numbers of half precision."""
    layers = [layer for layer in model if isinstance(layer, nn.Conv2d | nn.BatchNorm2d)]
    arrays: dict[str, NDArray[Any]] = {}
    convolutions = [layer for layer in layers if isinstance(layer, nn.Conv2d)]
    norms = [layer for layer in layers if isinstance(layer, nn.BatchNorm2d)]
    for at, layer in enumerate(convolutions):
        weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        if at < len(norms):
            norm = norms[at]
            scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().numpy()
            weight = weight * scale[:, None, None, None]
            bias = (bias - norm.running_mean.numpy()) * scale + norm.bias.detach().numpy()
        arrays[f"w{at}"], arrays[f"b{at}"] = weight.astype(np.float16), bias.astype(np.float16)
    return arrays


def _keep(out: Path, model: nn.Sequential) -> None:
    arrays: Any = folded(model)
    np.savez_compressed(out, **arrays)


def measured(model: nn.Sequential, samples: Sequence[Sample]) -> dict[str, float]:
    """Return the share of pictures read without an error, by the likeliest sign of each column."""
    right = 0
    with torch.no_grad():
        for start in range(0, len(samples), 64):
            part = samples[start : start + 64]
            pictures, lengths = batch(part)
            best = model(pictures).squeeze(2).argmax(1).numpy()
            for (_, label), row, long in zip(part, best, lengths.tolist(), strict=True):
                read = [s for s, before in zip(row[:long], np.r_[0, row[: long - 1]], strict=True) if s and s != before]
                right += "".join(SIGNS[s - 1] for s in read) == label
    return {"pictures": len(samples), "read right": round(right / len(samples), 4)}


def main() -> None:
    """Train, measure on drawings of another seed, and keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    for kind in ("upright", "italic", "hands"):
        parser.add_argument(f"--{kind}", type=Path, nargs="+", required=True)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(1)
    faces, model = Faces(chosen.upright, chosen.italic, chosen.hands), network()
    train(model, faces, chosen.steps, chosen.seed, chosen.out)
    model.eval()
    apart = drawn(faces, chosen.seed + 1_000_000)
    _keep(chosen.out, model)
    sys.stdout.write(json.dumps(measured(model, [next(apart) for _ in range(2000)])) + "\n")


if __name__ == "__main__":
    main()
