using Counterpoise.Data;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Images;

/// <summary>Tables of images in formats that tables of images are not read from.</summary>
internal static class OtherTable
{
    private static readonly HashSet<string> Usual = new(ManifestHeader.UsualPathColumns, StringComparer.OrdinalIgnoreCase);

    /// <summary>What to say of a workbook, JSON, Parquet or text file in whose column of a usual name image files stand.</summary>
    /// <param name="path">A file.</param>
    /// <returns>The sentence, or null where there is nothing to say.</returns>
    public static string? Advice(string path)
    {
        if (!TableInputs.IsTable(path) || Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            var options = new TableReadOptions { HasHeader = true };
            var names = TableFile.ColumnNames(path, options);
            if (!names.Any(Usual.Contains))
            {
                return null;
            }

            // A large table is not read whole to look at one column.
            var read = TableFile.ReadLenient(path, options with { Exclude = [.. names.Where(n => !Usual.Contains(n))] }).Table;
            return read.Columns.FirstOrDefault(c => c.Count > 0 && !c.IsMissing(0)
                && ImageInputs.IsImage(c.Text(0)!)) is not { } column ? null
                : $"the column '{column.Name}' of {path} holds image files, and tables of images are read as .csv or .tsv, also packed as "
                + $".gz: save it as one of these";
        }
        catch (Exception fault) when (InputFault.Is(fault))
        {
            // Reading it as a table says what is wrong with it.
            return null;
        }
    }
}
