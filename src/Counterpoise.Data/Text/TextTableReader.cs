using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>Makes a table of a text source: infers the kinds, checks every row, gives the columns their roles.</summary>
internal static class TextTableReader
{
    public static TableReadResult Read(ITextSource source, TableReadOptions options, bool lenient, CancellationToken cancellationToken)
    {
        var columns = Declare(source, options);
        IReadOnlyList<DoubtfulColumn>? doubts = null;
        while (true)
        {
            var builders = columns.Select(c => c is null ? null : new ColumnBuilder(c, options, RoleOf(c.Name, source, options))).ToArray();
            var filled = Fill(source, builders, Target(source, options), cancellationToken);
            if (filled.Bad.Count > 0 && !lenient)
                throw new TableFormatException(source.Path, filled.Bad);
            // Only the first reading sees the numbers of a mixed column as numbers.
            doubts ??= [.. builders.OfType<ColumnBuilder>().Select(b => b.Doubt).OfType<DoubtfulColumn>()];
            var mixed = builders.OfType<ColumnBuilder>().Where(b => b.MustRestart).Select(b => b.Name).ToHashSet();
            if (mixed.Count == 0)
            {
                var table = GiveRoles(new Table([.. builders.OfType<ColumnBuilder>().Select(b => b.Build())], filled.Ids), source, options);
                return new TableReadResult(table, filled.Rows, filled.Bad)
                {
                    Doubts = doubts,
                    Lines = filled.Lines,
                    MissingTexts = builders.OfType<ColumnBuilder>().Where(b => b.Missing.Count > 0)
                        .ToDictionary(b => b.Name, b => b.Missing),
                    LostClasses = Lost(filled.BadClasses, table),
                };
            }

            columns = Array.ConvertAll(columns, c => c is not null && mixed.Contains(c.Name) ? c with { Kind = ColumnKind.Categorical }
                : c);
        }
    }

    /// <summary>The classes of bad rows that no good row has.</summary>
    private static Dictionary<string, long> Lost(Dictionary<string, long> bad, Table table) =>
        bad.Count == 0 || table.Labels is not { } labels ? []
            : bad.Where(b => ClassTexts.IndexOf(labels.Classes, b.Key) < 0
            || labels.ClassCounts()[ClassTexts.IndexOf(labels.Classes, b.Key)] == 0).ToDictionary();

    /// <summary>Columns with the kinds of the options; null where a column is left out.</summary>
    private static TextColumn?[] Declare(ITextSource source, TableReadOptions options)
    {
        var names = source.Columns.Select(c => c.Name).ToArray();
        string?[] asked = [options.Target, options.Weights, options.Groups, options.Time, .. options.Exclude, .. options.Kinds.Keys];
        if (asked.FirstOrDefault(a => a is not null && !names.Contains(a)) is { } unknown)
            throw new TableFormatException(source.Path,
                $"there is no column '{Names.Short(unknown)}'; the columns are {Names.List(names)}"
                + (names is [var only] && only.Split([' ', '^', '~', ':'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts
                    && parts.Contains(unknown) ? ". Every line is one field: write commas, semicolons, tabs or | between the fields" : "")
                + (names[0].StartsWith('#') ? ". The first line begins with '#': take lines that are remarks out of the file" : ""));
        return [.. source.Columns.Select(c =>
            options.Exclude.Contains(c.Name) ? null
            : options.Kinds.TryGetValue(c.Name, out var kind) ? new TextColumn(c.Name, kind, kind == c.Kind ? c.Categories : null)
            : c.Name == options.Weights ? c with { Kind = ColumnKind.Numeric, Categories = null }
            : c.Name == options.Time ? c with { Kind = ColumnKind.Numeric, Categories = null, DateFormat = c.DateFormat ?? "" }
            : c.Name == Target(source, options) && options.PositiveWhen is not null
                ? c with { Kind = ColumnKind.Numeric, Categories = null, DateFormat = null }
            : (c.Name == Target(source, options) || c.Name == options.Groups) && c.DateFormat is null
                ? c with { Kind = ColumnKind.Categorical }
            : c)];
    }

    private static ColumnRole RoleOf(string name, ITextSource source, TableReadOptions options) =>
        name == Target(source, options) ? (options.PositiveWhen is null ? ColumnRole.Names : ColumnRole.Numbers)
        : name == options.Groups ? ColumnRole.Names
        : name == options.Weights ? ColumnRole.Weights
        : name == options.Time ? ColumnRole.Time
        : ColumnRole.Feature;

    private static Filled Fill(ITextSource source, ColumnBuilder?[] builders, string? target, CancellationToken cancellationToken)
    {
        var (ids, lines, bad, rows) = (new List<long>(), new List<long>(), new List<BadRow>(), 0L);
        var (classes, place) = (new Dictionary<string, long>(StringComparer.Ordinal),
            target is null ? -1 : Array.FindIndex(builders, b => b?.Name == target));
        string[]? header = source is DelimitedSource or WorkbookSource ? [.. source.Columns.Select(c => c.Name)] : null;
        header = header is { Length: > 1 } && !header.All(n => SchemaInference.TryNumber(n, out _)) ? header : null;
        foreach (var row in source.Rows())
        {
            if (rows % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if ((IsHeader(row, header) ? new BadRow(row.Line, "", "repeats the names of the columns: the file is several, one behind "
                + "another") : Check(row, builders)) is { } fault)
            {
                bad.Add(fault);
                if (place >= 0 && place < row.Fields.Length && row.Fields[place]?.Trim() is { Length: > 0 } lost)
                    classes[lost] = classes.GetValueOrDefault(lost) + 1;
            }
            else
            {
                ids.Add(rows);
                lines.Add(row.Line);
                for (var j = 0; j < builders.Length; j++)
                {
                    builders[j]?.Add(row.Fields[j], row.Line);
                }
            }

            rows++;
        }

        foreach (var builder in builders)
        {
            builder?.End();
        }

        return new Filled([.. ids], [.. lines], bad, classes, rows);
    }

    private static bool IsHeader(TextRow row, string[]? header)
    {
        if (header is null || row.Fields.Length != header.Length)
            return false;
        for (var j = 0; j < header.Length; j++)
        {
            if (row.Fields[j]?.AsSpan().Trim().SequenceEqual(header[j]) != true)
                return false;
        }

        return true;
    }

    private static string FieldCount(string?[] fields, int expected) =>
        $"{fields.Length} {(fields.Length == 1 ? "field" : "fields")}, expected {expected}"
        + (fields.Length == expected + 1 && string.IsNullOrEmpty(fields[^1])
            ? ": it ends in a separator, which the line of names does not; give that line one too" : "");

    private static BadRow? Check(TextRow row, ColumnBuilder?[] builders)
    {
        if (row.Problem is not null)
            return new BadRow(row.Line, "", row.Problem);
        if (row.Fields.Length != builders.Length)
            return new BadRow(row.Line, "", FieldCount(row.Fields, builders.Length)) { Fault = RowFault.FieldCount };
        for (var j = 0; j < builders.Length; j++)
        {
            if (builders[j]?.Problem(row.Fields[j]) is { } problem)
                return new BadRow(row.Line, builders[j]!.Name, problem.Problem) { Fault = problem.Fault,
                    Text = row.Fields[j]?.Trim() is { Length: > 0 } text ? text : null };
        }

        return null;
    }

    private static Table GiveRoles(Table table, ITextSource source, TableReadOptions options)
    {
        table = Target(source, options) is { } target ? options.PositiveWhen is { } rule ? table.WithTarget(target, rule)
            : table.WithTarget(target) : table;
        table = options.Groups is { } groups ? table.WithGroups(groups) : table;
        table = options.Time is { } time ? table.WithTime(time) : table;
        return options.Weights is { } weights ? table.WithWeights(weights) : table;
    }

    private static string? Target(ITextSource source, TableReadOptions options) =>
        options.Target ?? (source.Target is { } own && !options.Exclude.Contains(own) ? own : options.LastColumnIsTarget
            ? source.Columns[^1].Name : null);

    /// <summary>What one reading of a file gave.</summary>
    private sealed record Filled(long[] Ids, long[] Lines, List<BadRow> Bad, Dictionary<string, long> BadClasses, long Rows);
}
