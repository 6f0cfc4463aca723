"""Makes vision_augmentation.json: what Pillow and torchvision make of one small picture.

Run: python3 oracles/vision_augmentation.py    (Pillow 9.4, torchvision 0.14, numpy 1.24)
"""
import base64, hashlib, json, pathlib
import numpy as np
import torch
import torchvision.transforms.functional as F
from PIL import Image, ImageEnhance, ImageOps

here = pathlib.Path(__file__).parent
rng = np.random.RandomState(3)
y, x = np.mgrid[0:17, 0:23]
waves = np.stack([np.sin(x / 4 + c) * np.cos(y / (3 + c)) for c in range(3)], -1)
array = np.clip(128 + 80 * waves + rng.randint(-30, 31, (17, 23, 3)), 20, 235).astype(np.uint8)
array[3:6, 4:9] = [90, 90, 90]
array[8:10, 10:14] = [250, 3, 3]
array[12:17, 0:23] = rng.randint(0, 256, (5, 23, 3))
array[11, 0:23] = np.clip(rng.randint(0, 256, (23, 1)) + rng.randint(-1, 2, (23, 3)), 0, 255)
image = Image.fromarray(array)


def b64(result):
    return base64.b64encode(np.asarray(result, dtype=np.uint8).tobytes()).decode()


cases = []
for factor in (0.0, 0.3, 0.85, 1.0, 1.37, 1.9):
    for name, enhance in (("brightness", ImageEnhance.Brightness), ("contrast", ImageEnhance.Contrast), ("saturation", ImageEnhance.Color), ("sharpness", ImageEnhance.Sharpness)):
        cases.append({"operation": name, "value": factor, "rgb": b64(enhance(image).enhance(factor))})
for turn in (-0.5, -0.1, -0.03, 0.07, 0.1, 0.25, 0.5):
    cases.append({"operation": "hue", "value": turn, "rgb": b64(F.adjust_hue(image, turn))})
for bits in (4, 6, 8):
    cases.append({"operation": "posterize", "value": bits, "rgb": b64(ImageOps.posterize(image, bits))})
for threshold in (0, 100.5, 178.5, 255):
    cases.append({"operation": "solarize", "value": threshold, "rgb": b64(ImageOps.solarize(image, threshold))})
cases.append({"operation": "autocontrast", "value": 0, "rgb": b64(ImageOps.autocontrast(image))})
cases.append({"operation": "equalize", "value": 0, "rgb": b64(ImageOps.equalize(image))})
cases.append({"operation": "grayscale", "value": 0, "rgb": b64(image.convert("L").convert("RGB"))})
for degrees in (-33.0, 7.5, 90.0, 180.0):
    cases.append({"operation": "rotation", "value": degrees, "rgb": b64(image.rotate(degrees, Image.BILINEAR))})
for amount in (-0.2, 0.11):
    cases.append({"operation": "shear-x", "value": amount, "rgb": b64(image.transform(image.size, Image.AFFINE, (1, amount, 0, 0, 1, 0), Image.BILINEAR))})
    cases.append({"operation": "shear-y", "value": amount, "rgb": b64(image.transform(image.size, Image.AFFINE, (1, 0, 0, amount, 1, 0), Image.BILINEAR))})
cases.append({"operation": "translation", "value": 3, "rgb": b64(image.transform(image.size, Image.AFFINE, (1, 0, 3, 0, 1, -3), Image.BILINEAR))})

tensor = torch.from_numpy(array).permute(2, 0, 1)
blurs = [{"sigma": sigma, "size": size, "rgb": b64(F.gaussian_blur(tensor, [size, size], [sigma, sigma]).permute(1, 2, 0).numpy())}
         for sigma, size in ((0.1, 3), (0.9, 5), (2.0, 9))]
center = b64(F.center_crop(F.resize(image, 11, F.InterpolationMode.BILINEAR), [9, 9]))
# Every channel order and many ranges: 128x128 pixels of a formula that the C# test repeats; only the hash is kept.
index = np.arange(128 * 128 * 3, dtype=np.int64)
formula = Image.fromarray(((index * index * 31 + index * 17 + (index >> 5) * 91) >> 3 & 255).astype(np.uint8).reshape(128, 128, 3))
hues = [{"turn": turn, "sha256": hashlib.sha256(F.adjust_hue(formula, turn).tobytes()).hexdigest()} for turn in (-0.5, -0.21, 0.0, 0.1, 0.37)]
json.dump({"hues": hues, "width": 23, "height": 17, "source": b64(array), "cases": cases, "blurs": blurs, "center": center},
          open(here / "vision_augmentation.json", "w"), indent=0)
