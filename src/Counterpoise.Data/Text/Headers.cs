using Counterpoise.Messages;
using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>Names of columns out of the first line of a file, and doubts whether it is a row.</summary>
internal static class Headers
{
    /// <summary>Rows that are looked at to tell a row from names.</summary>
    public const int SampleRows = 1000;

    private static readonly SettingPart s_none = new(nameof(TableReadOptions.HasHeader), "false");
    private static readonly SettingPart s_header = new(nameof(TableReadOptions.HasHeader), "true");

    /// <summary>The columns that a first line names.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="line">The first line.</param>
    /// <param name="rows">The rows behind it.</param>
    /// <param name="sure">Whether it is known that the line holds names.</param>
    /// <exception cref="TableFormatException">Two columns have one name, or the line looks like a row.</exception>
    public static List<TextColumn> Named(string path, string[] line, IEnumerable<IReadOnlyList<string?>> rows, bool sure)
    {
        if (line.Length == 0)
            throw new TableFormatException(path, "the file is empty; expected a line of column names and rows");
        if (!sure && LooksLikeRow(line, rows))
            throw new TableFormatException(path,
                $"the first line ({Names.List(line)}) looks like a row and not like names of columns: {s_none} takes it for a "
                + $"row, {s_header} for names all the same");
        string[] names = [.. line.Select((name, i) => string.IsNullOrWhiteSpace(name) ? $"column{i + 1}" : name.Trim())];
        return names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new TableFormatException(path,
                $"line 1: two columns are named '{Names.Short(twice.Key)}' (columns "
                + $"{string.Join(" and ", names.Index().Where(n => n.Item == twice.Key).Select(n => n.Index + 1).Take(5))}); rename one, "
                + $"or set {s_none} if the line is a row")
            : [.. names.Select(n => new TextColumn(n))];
    }

    public static List<TextColumn> Numbered(int columns) => [.. Enumerable.Range(0, columns).Select(i => new TextColumn($"x{i}"))];

    /// <summary>Every field is a number, or a text that its own column holds again: no list of names looks so.</summary>
    private static bool LooksLikeRow(string[] line, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var open = Enumerable.Range(0, line.Length).Where(i => !SchemaInference.TryNumber(line[i], out _)
            && !string.IsNullOrWhiteSpace(line[i])).ToHashSet();
        if (open.Count == line.Length && line.Length == 1 || line.All(string.IsNullOrWhiteSpace))
            return false;
        var any = false;
        foreach (var row in rows.Take(SampleRows))
        {
            any = true;
            // The line again as a whole is another beginning, and says nothing of what the line is.
            if (row.Count == line.Length && Enumerable.Range(0, line.Length).All(i => row[i]?.Trim() == line[i].Trim()))
                continue;
            open.RemoveWhere(i => i < row.Count && row[i] is { } text && text.Trim() == line[i].Trim());
            if (open.Count == 0)
                break;
        }

        return any && open.Count == 0;
    }
}
