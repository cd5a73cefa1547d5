"""Training of the model that `lansir.encoder` runs; needs torch, which the package itself does not."""

from lansir.encoder import runtime as runtime  # before anything else loads onnxruntime: see there
