using Counterpoise.Data;
using Counterpoise.Messages;
using Counterpoise.Tables;
using Counterpoise.Vision.Hyperspectral;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Hyperspectral;

/// <summary>Predicts the class of every pixel by a model that <see cref="PixelClassifying"/> has kept.</summary>
public static class PixelPredicting
{
    /// <summary>Whether a path names such a model.</summary>
    /// <param name="path">The path; it need not be there.</param>
    public static bool IsModel(string path) => HyperspectralModel.Is(path);

    /// <summary>Predicts the centre pixels of a table of neighbourhoods, or every pixel of patches.</summary>
    /// <param name="model">The model's file.</param>
    /// <param name="path">A table with the model's columns in any order and among others, a <c>.npy</c> file of values [H, W, bands] or
    /// [bands, H, W], or a folder of such files.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The data do not fit the model.</exception>
    /// <exception cref="InvalidDataException">The model or a file of values is damaged, or has another shape.</exception>
    public static PixelPredictionResult Run(string model, string path, CancellationToken cancellationToken = default)
    {
        using var trained = HyperspectralModel.Load(model);
        return trained.Columns.Count > 0 ? OfTable(trained, model, path, cancellationToken)
            : OfPatches(trained, model, path, cancellationToken);
    }

    private static PixelPredictionResult OfTable(HyperspectralModel model, string file, string path, CancellationToken cancellationToken)
    {
        if (!TableInputs.IsTable(path))
        {
            throw new InputException($"{new FilePart(file)} was trained on a table of neighbourhoods, and '{new FilePart(path)}' is none: "
                + $"give a table that ends in {string.Join(", ", TableInputs.Extensions)}");
        }

        var table = TableFile.Read(path, new TableReadOptions(), cancellationToken);
        string[] missing = [.. model.Columns.Where(name => Find(table, name) is not NumericColumn { MissingCount: 0 })];
        if (missing.Length > 0)
        {
            throw new InputException($"'{new FilePart(path)}' has no full column of numbers {string.Join(", ", missing.Take(5))}"
                + $"{(missing.Length > 5 ? $" and {missing.Length - 5} more" : "")}; {new FilePart(file)} needs {model.Columns.Count} "
                + $"columns without missing values");
        }

        var columns = new Table([.. model.Columns.Select(name => table[name])]);
        var patches = NeighbourhoodTable.Patches(columns, model.Scaling.Means.Count, [], model.ClassNames, path);
        var (area, classes) = (patches.Height * patches.Width, model.ClassNames.Count);
        var all = model.Predict(patches, cancellationToken);
        var centres = new double[patches.Count * classes];
        for (var row = 0; row < patches.Count; row++)
        {
            all.AsSpan(((row * area) + (area / 2)) * classes, classes).CopyTo(centres.AsSpan(row * classes));
        }

        return new(model.ClassNames, [new NumericColumn("row", [.. Enumerable.Range(0, patches.Count).Select(i => (double)i)])], centres);
    }

    private static Column? Find(Table table, string name) => table.Columns.FirstOrDefault(c => c.Name == name);

    private static PixelPredictionResult OfPatches(HyperspectralModel model, string file, string path, CancellationToken cancellationToken)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.npy").Order(StringComparer.Ordinal)]
            : File.Exists(path) && Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase) ? [path] : [];
        if (files.Length == 0)
        {
            throw new InputException($"{new FilePart(file)} was trained on patches, and '{new FilePart(path)}' is none: give a .npy file "
                + $"of values [H, W, {model.Scaling.Means.Count}], or a folder of them");
        }

        var patches = PatchFolder.ReadValues(files, model.Scaling.Means.Count, cancellationToken);
        var (area, width) = (patches.Height * patches.Width, patches.Width);
        int[] pixels = [.. Enumerable.Range(0, files.Length * area)];
        return new(model.ClassNames,
        [
            new CategoricalColumn("patch", [.. files.Select(f => Path.GetFileName(f))], [.. pixels.Select(i => i / area)]),
            new NumericColumn("row", [.. pixels.Select(i => (double)(i % area / width))]),
            new NumericColumn("column", [.. pixels.Select(i => (double)(i % width))]),
        ], model.Predict(patches, cancellationToken));
    }
}
