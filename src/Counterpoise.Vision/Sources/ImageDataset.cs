using Counterpoise.Messages;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Sources;

/// <summary>A list of labelled images with the names of their classes. Pixels are read when they are asked for.</summary>
public sealed class ImageDataset
{
    /// <summary>Creates a data set.</summary>
    /// <param name="name">What the data set is called in messages and reports.</param>
    /// <param name="classNames">The classes, at least one, in the order of the labels.</param>
    /// <param name="samples">The images; each index must be its position.</param>
    /// <exception cref="ArgumentException">A label or index does not fit.</exception>
    public ImageDataset(string name, IReadOnlyList<string> classNames, IReadOnlyList<ImageSample> samples)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(samples);
        if (classNames.Count == 0)
        {
            throw new ArgumentException($"{name}: a data set needs at least one class", nameof(classNames));
        }

        Labels = new int[samples.Count];
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i];
            if (sample.Index != i || sample.Label < 0 || sample.Label >= classNames.Count)
            {
                throw new ArgumentException(
                    $"{sample.Name}: index {sample.Index} and label {sample.Label} at position {i}; expected index {i} and a label below "
                    + $"{classNames.Count}", nameof(samples));
            }

            Labels[i] = sample.Label;
        }

        (Name, ClassNames, Samples) = (name, classNames, samples);
    }

    /// <summary>What the data set is called.</summary>
    public string Name { get; }

    /// <summary>The classes, in the order of the labels.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The images.</summary>
    public IReadOnlyList<ImageSample> Samples { get; }

    /// <summary>The label of each image.</summary>
    public int[] Labels { get; }

    /// <summary>
    /// Files that a source passed over because their names are not those of images, or because a file or folder begins with a dot.
    /// </summary>
    public IReadOnlyList<string> IgnoredFiles { get; init; } = [];

    /// <summary>
    /// Files among the images that look like images and are not read as such: of a format that cannot be read, under a name that is not
    /// known, or beside the class folders.
    /// </summary>
    public IReadOnlyList<PassedOverImage> PassedOver { get; init; } = [];

    /// <summary>What people must know of how the source was read, a sentence each.</summary>
    public IReadOnlyList<Message> Notes { get; init; } = [];

    /// <summary>Number of images.</summary>
    public int Count => Samples.Count;

    /// <summary>Whether at least one image names a group.</summary>
    public bool HasGroups => Samples.Any(sample => sample.Group is not null);

    /// <summary>Images per class.</summary>
    public int[] CountClasses() => CountClasses(Enumerable.Range(0, Count));

    /// <summary>Images per class among some of the images.</summary>
    /// <param name="indices">The images to count.</param>
    public int[] CountClasses(IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var counts = new int[ClassNames.Count];
        foreach (var index in indices)
        {
            counts[Labels[index]]++;
        }

        return counts;
    }

    /// <summary>The images that the source assigns to a split, in order.</summary>
    /// <param name="split">The split.</param>
    public int[] IndicesOf(DatasetSplit split) => [.. Samples.Where(sample => sample.Split == split).Select(sample => sample.Index)];

    /// <summary>A group number per image: equal numbers belong together, and an image without a group has a number of its own.</summary>
    public int[] GroupNumbers()
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var numbers = new int[Count];
        var next = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Samples[i].Group is not { } group)
            {
                numbers[i] = next++;
            }
            else if (!known.TryGetValue(group, out numbers[i]))
            {
                known[group] = numbers[i] = next++;
            }
        }

        return numbers;
    }

    /// <summary>A data set of some of the images, renumbered from 0; classes keep their labels.</summary>
    /// <param name="indices">The images to keep, in the order wanted.</param>
    public ImageDataset Subset(IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return new(Name, ClassNames, [.. indices.Select((index, position) => Samples[index] with { Index = position })]) { IgnoredFiles =
            IgnoredFiles, PassedOver = PassedOver, Notes = Notes };
    }

    /// <summary>A data set of some of the classes, relabelled in the order given.</summary>
    /// <param name="classNames">The classes to keep.</param>
    /// <exception cref="ArgumentException">A name is unknown or given twice.</exception>
    public ImageDataset SelectClasses(params IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var labels = new Dictionary<int, int>();
        for (var i = 0; i < classNames.Count; i++)
        {
            var old = ClassNames.ToList().IndexOf(classNames[i]);
            if (old < 0 || !labels.TryAdd(old, i))
            {
                throw new ArgumentException(
                    $"class '{classNames[i]}' is {(old < 0 ? "unknown" : "given twice")}; {Name} has {string.Join(", ", ClassNames)}",
                    nameof(classNames));
            }
        }

        var kept = Samples.Where(sample => labels.ContainsKey(sample.Label))
            .Select((sample, position) => sample with { Index = position, Label = labels[sample.Label] });
        return new(Name, [.. classNames], [.. kept]) { IgnoredFiles = IgnoredFiles,
            PassedOver = [.. PassedOver.Where(p => p.ClassName is null || classNames.Contains(p.ClassName))], Notes = Notes };
    }

    /// <summary>The same images under another list of classes, which has every class that occurs; others may be absent.</summary>
    /// <param name="classNames">The classes in their new order.</param>
    /// <exception cref="ArgumentException">A class that occurs is not among them.</exception>
    public ImageDataset AmongClasses(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var places = ClassNames.Select(name => classNames.ToList().IndexOf(name)).ToArray();
        var samples = Samples.Select(sample => places[sample.Label] >= 0
            ? sample with { Label = places[sample.Label] }
            : throw new ArgumentException($"class '{ClassNames[sample.Label]}' of {Name} is not among {string.Join(", ", classNames)}",
                nameof(classNames)));
        return new(Name, [.. classNames], [.. samples]) { IgnoredFiles = IgnoredFiles, PassedOver = PassedOver, Notes = Notes };
    }

    /// <summary>Reads one image.</summary>
    /// <param name="index">The image.</param>
    /// <param name="options">How to decode; null means <see cref="DecodeOptions.Default"/>.</param>
    /// <exception cref="UnreadableImageException">The image cannot be read.</exception>
    public RgbImage Read(int index, DecodeOptions? options = null)
    {
        var image = new RgbImage();
        Samples[index].Content.ReadInto(image, options ?? DecodeOptions.Default);
        return image;
    }
}
