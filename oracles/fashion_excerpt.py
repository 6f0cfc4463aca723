"""Makes the embedded excerpt of Fashion-MNIST (src/Counterpoise.Vision/Resources) from the Debian package dataset-fashion-mnist.

Five classes, the frequent one last as in the scenarios of the paper: the four that are easily taken for a shirt, and the shirt.
From the training files come 360 images of each rare class and 1,260 shirts (scenario 1 needs 1,200 shirts, scenario 5 needs
300 of each, and 60 of each remain for validation); from the test files come 40 of each class.

Run: python3 oracles/fashion_excerpt.py    (numpy 1.24)
"""
import gzip, io, pathlib, struct
import numpy as np

source = pathlib.Path("/usr/share/datasets/fashion-mnist")
target = pathlib.Path(__file__).parent.parent / "src" / "Counterpoise.Vision" / "Resources"
classes = [0, 2, 3, 4, 6]  # T-shirt/top, Pullover, Dress, Coat, Shirt
train_counts = [360, 360, 360, 360, 1260]
test_counts = [40] * 5


def read(name, dimensions):
    data = gzip.decompress((source / name).read_bytes())
    sizes = struct.unpack(f">{dimensions}I", data[4:4 + 4 * dimensions])
    return np.frombuffer(data, dtype=np.uint8, offset=4 + 4 * dimensions).reshape(sizes)


def write(name, array):
    header = struct.pack(">I", 0x800 + array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", compresslevel=9, mtime=0) as file:
        file.write(header + array.tobytes())
    (target / name).write_bytes(buffer.getvalue())
    print(name, array.shape, len(buffer.getvalue()))


def pick(prefix, counts):
    images, labels = read(f"{prefix}-images-idx3-ubyte.gz", 3), read(f"{prefix}-labels-idx1-ubyte.gz", 1)
    # The first images of each class in the order of the files: nothing is chosen.
    kept = [np.where(labels == c)[0][:n] for c, n in zip(classes, counts)]
    return images[np.concatenate(kept)], np.concatenate([np.full(n, i, dtype=np.uint8) for i, n in enumerate(counts)])


train_images, train_labels = pick("train", train_counts)
test_images, test_labels = pick("t10k", test_counts)
write("fashion-mnist-excerpt-train-images.gz", train_images)
write("fashion-mnist-excerpt-train-labels.gz", train_labels)
write("fashion-mnist-excerpt-test-images.gz", test_images)
write("fashion-mnist-excerpt-test-labels.gz", test_labels)
