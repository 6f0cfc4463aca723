using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Counterpoise.Vision.Sources;

/// <summary>
/// Reads MNIST and its relatives from a folder: pairs of IDX files by the names that they are published under, such as
/// <c>train-images-idx3-ubyte.gz</c> with <c>train-labels-idx1-ubyte.gz</c>, or <c>emnist-letters-test-images-idx3-ubyte</c>, plain or
/// compressed.
/// </summary>
/// <remarks>
/// The classes are the labels that occur, called by their numbers; by the characters of a file <c>NAME-mapping.txt</c> or
/// <c>mapping.txt</c>
/// (EMNIST's: label and character codes) where there is one; and by Fashion-MNIST's names where the labels are those of Fashion-MNIST.
/// </remarks>
public static partial class IdxFolder
{
    /// <summary>SHA-256 of the 60,000 training and the 10,000 test labels of Fashion-MNIST.</summary>
    private static readonly string[] s_fashionLabels =
    [
        "657FBD221BFC9F4198CC14B5619CC33EC57C58DD0E47AF4D99D6650759E869A7",
        "3D0E6C6EA990B53B6F8F500A41CAC93881D981B315F84578B7D915342ADE01E9",
    ];

    /// <summary>Whether a folder holds a file of images, or a file is one, by their names.</summary>
    /// <param name="path">A file or folder.</param>
    public static bool IsAt(string path) => Directory.Exists(path) ? Find(path).Count > 0 : File.Exists(path)
        && ImagesName().IsMatch(Path.GetFileName(path));

    /// <summary>Reads all pairs of a data set.</summary>
    /// <param name="path">The folder; or one of its files of images, where the folder holds several data sets.</param>
    /// <returns>Training images first, then validation, then test.</returns>
    /// <exception cref="InvalidDataException">There are no files of images, several data sets, no labels beside the images, or a file is
    /// damaged.</exception>
    public static ImageDataset Load(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var all = Find(folder);
        var chosen = Directory.Exists(path) ? all : [.. all.Where(pair =>
            pair.Set == Find(path, ImagesName().Match(Path.GetFileName(path))).Set)];
        string[] sets = [.. chosen.Select(pair => pair.Set).Distinct()];
        if (sets.Length != 1)
        {
            throw new InvalidDataException(sets.Length == 0
                ? $"{folder}: no IDX files of images; expected names such as train-images-idx3-ubyte.gz"
                : $"{folder} holds {sets.Length} data sets, {string.Join(", ", sets.Select(s => $"'{s}'"))}: give one of its files of "
                    + $"images, such as {chosen[0].Images}, for its whole data set");
        }

        var name = sets[0].Length > 0 ? sets[0] : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        string[] numbers = [.. Enumerable.Range(0, 256).Select(i => FormattableString.Invariant($"{i}"))];
        ImageSample[] samples = [.. chosen.SelectMany(pair => IdxFile.Load(pair.Images, Labels(pair), numbers, pair.Split).Samples)
            .Select((sample, i) => sample with { Index = i })];
        if (chosen.Exists(pair => IsFashion(samples, pair.Split)))
        {
            return new("fashion-mnist", FashionMnist.ClassNames, samples);
        }

        int[] labels = [.. samples.Select(sample => sample.Label).Distinct().Order()];
        var names = Mapping(folder, sets[0]);
        var classes = new ImageDataset(name, numbers, samples).SelectClasses([.. labels.Select(label => numbers[label])]);
        return names is null ? classes : new(name, [.. labels.Select(label => names.GetValueOrDefault(label, numbers[label]))],
            classes.Samples);
    }

    private static List<Pair> Find(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Reverse()
            .Select(file => (File: file, Match: ImagesName().Match(Path.GetFileName(file)))).Where(x => x.Match.Success)
            .Select(x => Find(x.File, x.Match))

            // Compressed and plain beside each other are one; the name of the compressed one is the published one.
            .DistinctBy(pair => (pair.Set, pair.Split))
            .OrderBy(pair => pair.Set, StringComparer.Ordinal).ThenBy(pair => pair.Split)];

    private static Pair Find(string file, Match match)
    {
        var words = match.Groups["name"].Value.Split('-');
        var split = words[^1] == "t10k" ? DatasetSplit.Test : SplitNames.Find(words[^1]);
        return new(split is null ? string.Join('-', words) : string.Join('-', words[..^1]), split ?? DatasetSplit.Unassigned, file,
            match.Groups["name"].Value);
    }

    private static string Labels(Pair pair)
    {
        var folder = Path.GetDirectoryName(pair.Images)!;
        return Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .LastOrDefault(file => LabelsName().Match(Path.GetFileName(file)) is { Success: true } match
            && match.Groups["name"].Value == pair.Name)
            ?? throw new InvalidDataException(
                $"{pair.Images} has no labels beside it; expected {pair.Name}-labels-idx1-ubyte or {pair.Name}-labels-idx1-ubyte.gz");
    }

    private static bool IsFashion(ImageSample[] samples, DatasetSplit split) =>
        s_fashionLabels.Contains(Convert.ToHexString(SHA256.HashData(
            [.. samples.Where(sample => sample.Split == split).Select(sample => (byte)sample.Label)])));

    private static Dictionary<int, string>? Mapping(string folder, string set)
    {
        var path = new[] { set + "-mapping.txt", "mapping.txt" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        var names = new Dictionary<int, string>();
        foreach (var (line, number) in File.ReadLines(path).Select((line, i) => (line, i + 1)).Where(x => x.line.Trim().Length > 0))
        {
            int[] values = [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => int.TryParse(text, out var value) ? value : -1)];
            if (values.Length < 2 || values.Any(value => value is < 0 or > 0x10FFFF))
            {
                throw new InvalidDataException($"{path}, line {number}: '{line}', expected a label and the codes of its characters");
            }

            names[values[0]] = string.Concat(values[1..].Select(char.ConvertFromUtf32));
        }

        return names;
    }

    [GeneratedRegex(@"^(?<name>[^.]+)-images[-.]idx3-ubyte(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex ImagesName();

    [GeneratedRegex(@"^(?<name>[^.]+)-labels[-.]idx1-ubyte(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelsName();

    private sealed record Pair(string Set, DatasetSplit Split, string Images, string Name);
}
