"""Makes the image fixtures under oracles/vision and what Pillow reads and resizes them to (vision_images.json).

Run: python3 oracles/vision_images.py    (Pillow 9.4, numpy 1.24)
"""
import base64, io, json, pathlib
import numpy as np
from PIL import Image, ImageOps

here = pathlib.Path(__file__).parent
out = here / "vision"
out.mkdir(exist_ok=True)
rng = np.random.RandomState(7)


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    waves = np.stack([np.sin(x / 7 + c) * np.cos(y / (5 + c)) for c in range(3)], -1)
    return np.clip(128 + 90 * waves + rng.randint(-20, 21, (height, width, 3)), 0, 255).astype(np.uint8)


def b64(image):
    return base64.b64encode(np.asarray(image.convert("RGB"), dtype=np.uint8).tobytes()).decode()


photo = Image.fromarray(picture(50, 38))
alpha = Image.fromarray(np.dstack([picture(12, 9), rng.randint(0, 256, (9, 12)).astype(np.uint8)]))
palette = Image.fromarray(picture(12, 9)).quantize(16)

def save(name, image, **options):
    image.save(out / name, **options)

save("photo.jpg", photo, quality=90)
save("photo444.jpg", photo, quality=95, subsampling=0)
save("progressive.jpg", photo, quality=80, progressive=True)
save("gray.jpg", photo.convert("L"), quality=90)
save("cmyk.jpg", photo.convert("CMYK"), quality=95)
save("one.jpg", Image.new("RGB", (1, 1), (200, 30, 60)), quality=95)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    save(f"orientation{orientation}.jpg", photo.resize((20, 12)), quality=95, exif=exif)
save("rgb.png", Image.fromarray(picture(12, 9)))
save("rgba.png", alpha)
save("gray.png", Image.fromarray(picture(12, 9)).convert("L"))
save("la.png", alpha.convert("LA"))
save("palette.png", palette)
save("palette-transparent.png", palette, transparency=3)
save("bits1.png", Image.fromarray(picture(12, 9)).convert("1"))
save("rgb.bmp", Image.fromarray(picture(13, 9)))
save("gray.bmp", Image.fromarray(picture(13, 9)).convert("L"))
save("palette.bmp", Image.fromarray(picture(13, 9)).quantize(16))
save("rgba.bmp", Image.fromarray(picture(13, 9)).convert("RGBA"))

# Pillow reads 16 bits per channel poorly: these two are written by hand, and the expectation is the upper byte.
import struct, zlib

def png16(name, values, color_type):
    h, w = values.shape[:2]
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    raw = b"".join(b"\0" + values[y].astype(">u2").tobytes() for y in range(h))
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 16, color_type, 0, 0, 0))
                             + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))

gray16 = rng.randint(0, 65536, (9, 12))
rgb16 = rng.randint(0, 65536, (9, 12, 3))
png16("gray16.png", gray16, 0)
png16("rgb16.png", rgb16, 2)
upper = {"gray16.png": Image.fromarray((gray16 >> 8).astype(np.uint8)), "rgb16.png": Image.fromarray((rgb16 >> 8).astype(np.uint8))}

# Adam7 by hand with all five filters, since Pillow writes neither.
def png16_interlaced(name, values):
    h, w, c = values.shape
    raw = b""
    for x, y, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        part = values[y::dy, x::dx]
        above = np.zeros(part.shape[1] * c * 2, np.int64)
        for r in range(part.shape[0] if part.size else 0):
            line = np.frombuffer(part[r].astype(">u2").tobytes(), np.uint8).astype(np.int64)
            left = np.concatenate([np.zeros(2 * c, np.int64), line[:-2 * c]])
            corner = np.concatenate([np.zeros(2 * c, np.int64), above[:-2 * c]])
            p = left + above - corner
            near = np.where((abs(p - left) <= abs(p - above)) & (abs(p - left) <= abs(p - corner)), left, np.where(abs(p - above) <= abs(p - corner), above, corner))
            kind = r % 5
            guess = [0 * line, left, above, (left + above) // 2, near][kind]
            raw += bytes([kind]) + ((line - guess) % 256).astype(np.uint8).tobytes()
            above = line
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    packed = zlib.compress(raw)
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 16, 2, 0, 0, 1))
                             + chunk(b"IDAT", packed[:100]) + chunk(b"IDAT", packed[100:]) + chunk(b"IEND", b""))

interlaced16 = np.random.RandomState(13).randint(0, 65536, (13, 19, 3))
png16_interlaced("interlaced16.png", interlaced16)
upper["interlaced16.png"] = Image.fromarray((interlaced16 >> 8).astype(np.uint8))
deep = {"gray16.png": gray16.ravel().tolist(), "rgb16.png": rgb16.ravel().tolist(), "interlaced16.png": interlaced16.ravel().tolist()}

# WebP, GIF, TIFF and the rarer bitmaps, from a stream of their own so that the files above stay as they are.
rng = np.random.RandomState(11)
small = Image.fromarray(picture(21, 14))
veiled = small.copy()
veiled.putalpha(Image.fromarray(rng.randint(0, 256, (14, 21)).astype(np.uint8)))
colors = small.quantize(40)
save("lossy.webp", small, quality=80)
save("lossless-alpha.webp", veiled, lossless=True)
save("palette.gif", colors)
save("interlaced.gif", colors, interlace=1)
colors.save(out / "animated.gif", save_all=True, append_images=[small.rotate(180).quantize(40)])
save("bits1.bmp", small.convert("1"))
save("gray.tif", small.convert("L"))
save("rgb-lzw.tif", small, compression="tiff_lzw")
save("rgba-deflate.tif", veiled, compression="tiff_adobe_deflate")
save("la.tif", veiled.convert("LA"))
save("palette-packbits.tif", colors, compression="packbits")
save("fax.tif", small.convert("1"), compression="group4")
save("cmyk.tif", small.convert("CMYK"), compression="tiff_lzw")
save("gray16.tif", Image.fromarray(rng.randint(0, 65536, (14, 21)).astype(np.uint16)), compression="tiff_lzw")
small.save(out / "pages.tif", save_all=True, append_images=[small.rotate(180)])
upper["gray16.tif"] = Image.fromarray((np.asarray(Image.open(out / "gray16.tif")).astype(np.int64) >> 8).astype(np.uint8))

decoded = []
for path in sorted(out.iterdir()):
    if path.suffix not in (".jpg", ".png", ".bmp", ".webp", ".gif", ".tif"):
        continue
    image = upper.get(path.name) or ImageOps.exif_transpose(Image.open(path))
    if path.name == "rgba.bmp":
        image = Image.fromarray(np.asarray(image)[..., :3])
    if path.name in ("la.tif", "rgba-deflate.tif", "lossless-alpha.webp"):
        image = Image.fromarray(np.asarray(image.convert("RGBA"))[..., :3])
    decoded.append({"file": path.name, "width": image.width, "height": image.height, "rgb": b64(image)})

over = []
for name in ("rgba.png", "la.png", "palette-transparent.png"):
    image = Image.open(out / name).convert("RGBA")
    for rule, value in (("OverWhite", 255), ("OverBlack", 0)):
        a = np.asarray(image).astype(np.int64)
        blended = (a[..., :3] * a[..., 3:] + value * (255 - a[..., 3:])) / 255
        over.append({"file": name, "rule": rule, "rgb": base64.b64encode(np.floor(blended + .5).astype(np.uint8).tobytes()).decode()})

source = Image.fromarray(picture(61, 47))
resized = []
for box, size in [((0, 0, 61, 47), (20, 15)), ((0, 0, 61, 47), (61, 15)), ((0, 0, 61, 47), (20, 47)), ((0, 0, 61, 47), (61, 47)),
                  ((0, 0, 61, 47), (100, 70)), ((0, 0, 61, 47), (1, 1)), ((0, 0, 61, 47), (30, 90)), ((7, 5, 40, 39), (16, 16)),
                  ((3, 2, 60, 47), (33, 12)), ((0, 0, 1, 1), (5, 4)), ((10, 10, 61, 47), (51, 20))]:
    resized.append({"box": [box[0], box[1], box[2] - box[0], box[3] - box[1]], "width": size[0], "height": size[1],
                    "rgb": b64(source.crop(box).resize(size, Image.BILINEAR))})

json.dump({"decoded": decoded, "over": over, "deep": deep,
           "source": {"width": source.width, "height": source.height, "rgb": b64(source)}, "resized": resized},
          open(here / "vision_images.json", "w"), indent=0)
