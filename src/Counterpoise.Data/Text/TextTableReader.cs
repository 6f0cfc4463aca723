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
            var builders = columns.Select(c => c is null ? null : new ColumnBuilder(c, options, IsRole(c.Name, source, options))).ToArray();
            var (ids, lines, bad, rows) = Fill(source, builders, cancellationToken);
            if (bad.Count > 0 && !lenient)
                throw new TableFormatException(source.Path, bad);
            // Only the first reading sees the numbers of a mixed column as numbers.
            doubts ??= [.. builders.OfType<ColumnBuilder>().Select(b => b.Doubt).OfType<DoubtfulColumn>()];
            var mixed = builders.OfType<ColumnBuilder>().Where(b => b.MustRestart).Select(b => b.Name).ToHashSet();
            if (mixed.Count == 0)
                return new TableReadResult(GiveRoles(new Table([.. builders.OfType<ColumnBuilder>().Select(b => b.Build())], ids), source, options), rows, bad) { Doubts = doubts, Lines = lines };
            columns = Array.ConvertAll(columns, c => c is not null && mixed.Contains(c.Name) ? c with { Kind = ColumnKind.Categorical } : c);
        }
    }

    /// <summary>Columns with the kinds of the options; null where a column is left out.</summary>
    private static TextColumn?[] Declare(ITextSource source, TableReadOptions options)
    {
        var names = source.Columns.Select(c => c.Name).ToArray();
        string?[] asked = [options.Target, options.Weights, options.Groups, options.Time, .. options.Exclude, .. options.Kinds.Keys];
        if (asked.FirstOrDefault(a => a is not null && !names.Contains(a)) is { } unknown)
            throw new TableFormatException(source.Path, $"there is no column '{unknown}'; the columns are {string.Join(", ", names)}");
        return [.. source.Columns.Select(c =>
            options.Exclude.Contains(c.Name) ? null
            : options.Kinds.TryGetValue(c.Name, out var kind) ? new TextColumn(c.Name, kind, kind == c.Kind ? c.Categories : null)
            : c.Name == options.Weights ? c with { Kind = ColumnKind.Numeric, Categories = null }
            : c.Name == options.Time ? c with { Kind = ColumnKind.Numeric, Categories = null, DateFormat = c.DateFormat ?? "" }
            : c)];
    }

    private static bool IsRole(string name, ITextSource source, TableReadOptions options) =>
        name == Target(source, options) || name == options.Weights || name == options.Groups || name == options.Time;

    private static (long[] Ids, long[] Lines, List<BadRow> Bad, long Rows) Fill(ITextSource source, ColumnBuilder?[] builders, CancellationToken cancellationToken)
    {
        var (ids, lines, bad, rows) = (new List<long>(), new List<long>(), new List<BadRow>(), 0L);
        foreach (var row in source.Rows())
        {
            if (rows % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (Check(row, builders) is { } fault)
            {
                bad.Add(fault);
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

        return ([.. ids], [.. lines], bad, rows);
    }

    private static BadRow? Check(TextRow row, ColumnBuilder?[] builders)
    {
        if (row.Problem is not null)
            return new BadRow(row.Line, "", row.Problem);
        if (row.Fields.Length != builders.Length)
            return new BadRow(row.Line, "", $"{row.Fields.Length} fields, expected {builders.Length}");
        for (var j = 0; j < builders.Length; j++)
        {
            if (builders[j]?.Problem(row.Fields[j]) is { } problem)
                return new BadRow(row.Line, builders[j]!.Name, problem);
        }

        return null;
    }

    private static Table GiveRoles(Table table, ITextSource source, TableReadOptions options)
    {
        table = Target(source, options) is { } target ? table.WithTarget(target) : table;
        table = options.Groups is { } groups ? table.WithGroups(groups) : table;
        table = options.Time is { } time ? table.WithTime(time) : table;
        return options.Weights is { } weights ? table.WithWeights(weights) : table;
    }

    private static string? Target(ITextSource source, TableReadOptions options) =>
        options.Target ?? (source.Target is { } own && !options.Exclude.Contains(own) ? own : options.LastColumnIsTarget ? source.Columns[^1].Name : null);
}
