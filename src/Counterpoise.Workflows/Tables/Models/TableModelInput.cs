using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Methods;
using Counterpoise.Pipelines;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>Reads a table for a model: its columns by name and kind, whatever their order.</summary>
internal static class TableModelInput
{
    private const int MostNamed = 3;

    /// <summary>Reads the columns that the model takes, and some others.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="columns">The columns that the model takes.</param>
    /// <param name="ignored">Columns of the training file that it does not take.</param>
    /// <param name="others">Further columns that are read, as texts; the target is none of them.</param>
    /// <param name="lenient">Whether bad rows are left out.</param>
    /// <param name="events">Told of columns that are passed over, of missing values and of unknown categories.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="number">A further column that is read as a number, such as the target of a regression; null for none.</param>
    /// <exception cref="InputException">A column is missing, or a row is bad.</exception>
    public static TableReadResult Open(
        string path, TableReadOptions reading, IReadOnlyList<PreparedColumn> columns, IReadOnlyList<string> ignored,
        IReadOnlyList<string> others, bool lenient, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken,
        string? number = null)
    {
        if (!File.Exists(path))
            throw new InputException($"there is no file '{path}'");
        var there = TableFaults.InWords(() => TableFile.ColumnNames(path, reading));
        PreparedColumn[] wanted = [.. columns.Where(c => !c.IsDropped)];
        string[] beside = [.. new[] { reading.Weights, number }.OfType<string>()];
        RequireColumns(path, there, wanted, reading.Target, [.. others, .. beside]);
        string[] known = [.. columns.Select(c => c.Name), .. ignored];
        string[] extra = [.. there.Except(known).Except(others).Except(beside)];
        if (extra.Length > 0)
            events.Note($"{path}: {(extra.Length == 1 ? "column" : "columns")} {Listed(extra)} {(extra.Length == 1 ? "is" : "are")} not "
                + $"known to the model and passed over");
        var kinds = wanted.ToDictionary(c => c.Name, c => c.Kind);
        foreach (var other in others)
        {
            kinds.TryAdd(other, ColumnKind.Categorical);
        }

        if (number is not null && !kinds.TryAdd(number, ColumnKind.Numeric))
            throw new InputException($"the model takes '{number}' to predict from, so that it is not what it predicts: name another column "
                + $"with --target");
        string[] read = [.. wanted.Select(c => c.Name), .. others, .. beside, .. new[] { reading.Target }.OfType<string>()];
        var result = TableInput.Open(path, reading with { Kinds = kinds, Exclude = [.. there.Except(read)], KeepTexts = others.Count > 0 },
            lenient, events, cancellationToken);
        foreach (var column in wanted)
        {
            Tell(path, column, result.Table[column.Name], events);
        }

        return result;
    }

    private static void RequireColumns(string path, IReadOnlyList<string> there, PreparedColumn[] wanted, string? target,
        IReadOnlyList<string> others)
    {
        string[] known = [.. wanted.Select(c => c.Name)];
        if (others.Concat(new[] { target }.OfType<string>()).FirstOrDefault(o => !there.Contains(o)) is { } lost)
            throw new InputException($"{path}: there is no column '{lost}'{Nearest(lost, there)}; the columns are {Listed(there)}");
        string[] missing = [.. known.Where(name => !there.Contains(name))];
        if (missing.Length == 0)
            return;
        string[] unused = [.. there.Except(known)];
        var named = missing.Take(MostNamed).Select(name => $"'{name}'{Nearest(name, unused)}");
        var more = missing.Length > MostNamed ? $" and {missing.Length - MostNamed} more" : "";
        throw new InputException(
            $"{path}: "
            + $"{(missing.Length == 1 ? "a column that the model takes is" : $"{missing.Length} columns that the model takes are")} "
            + $"missing: "
            + $"{string.Join(", ", named)}{more}. The model takes {Listed(known)}: rename the columns of the file, or add them (an empty "
                + $"column is filled with what training rows have)");
    }

    private static string Nearest(string name, IReadOnlyList<string> names) =>
        NearestNames.Of(name, names) is [var near, ..] ? $" (the nearest name in the file is '{near}')" : "";

    private static void Tell(string path, PreparedColumn known, Column column, IProgress<WorkflowEvent>? events)
    {
        if (column.MissingCount > 0)
        {
            var fill = known.Kind == ColumnKind.Numeric
                ? $"the median of the training rows, {known.Median.ToString("G6", CultureInfo.InvariantCulture)}"
                : $"the most frequent category of the training rows, '{known.Mode}'";
            events.Note($"{path}: column '{column.Name}' has no value in {column.MissingCount} of {column.Count} rows, which are filled "
                + $"with {fill}");
        }

        if (column is not CategoricalColumn names)
            return;
        var unknown = names.Categories.Select(c => !known.Categories.Contains(c)).ToArray();
        var rows = names.Codes.ToArray().Count(code => code >= 0 && unknown[code]);
        string[] texts = [.. names.Codes.ToArray().Where(code => code >= 0 && unknown[code]).Distinct()
            .Select(code => names.Categories[code])];
        if (rows > 0)
            events.Warn($"{path}: column '{column.Name}' has {texts.Length} {(texts.Length == 1 ? "category" : "categories")} in {rows} "
                + $"of {column.Count} rows that training did not know ({Listed(texts)}): such a row is of none of the known ones");
    }

    private static string Listed(IReadOnlyList<string> names) =>
        $"{string.Join(", ", names.Take(8).Select(n => $"'{n}'"))}{(names.Count > 8 ? $" and {names.Count - 8} more" : "")}";
}
