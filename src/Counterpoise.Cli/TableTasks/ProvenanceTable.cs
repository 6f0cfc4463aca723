using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Data;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Resamples a table and writes beside each row where it comes from.</summary>
internal static partial class ProvenanceTable
{
    private static readonly string[] Provenance = ["provenance", "source_row", "neighbor_row"];

    /// <summary>Whether a table was written by <c>resample</c>.</summary>
    public static bool Is(Table table) => Provenance.All(p => table.Columns.Any(c => c.Name == p));

    /// <summary>Resamples what was read; its rows may be some of those that were.</summary>
    public static (Table Rows, ResampleResult Result) Run(TableReadResult read, ResamplerEntry entry, ResamplerSettings settings, bool standardize, IRandomSource random, CancellationToken cancellationToken)
    {
        var table = read.Table;
        var labels = table.RequireLabels();
        if (Provenance.FirstOrDefault(p => table.Columns.Any(c => c.Name == p) || labels.Name == p) is { } taken)
            throw new InputException($"the table has a column '{taken}', which the result needs for itself: rename or --exclude it");
        if (ResamplerCatalog.Refusal(entry, table) is { } refusal)
            throw new InputException(refusal);
        RequireNoGaps(read, entry, settings.NanDistance);
        var standardizer = standardize ? Standardizer.Fit(table) : null;
        try
        {
            var result = entry.Create(settings).Resample(standardizer?.Apply(table) ?? table, random, cancellationToken).Result;
            return (Assemble(table, standardizer, result), result);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(ForCommandLine(CommandLine.ForPeople(fault), read));
        }
    }

    /// <summary>A method that measures distances is not given gaps that it cannot take.</summary>
    private static void RequireNoGaps(TableReadResult read, ResamplerEntry entry, bool nanDistance)
    {
        if (nanDistance && !entry.TakesGaps)
            throw new InputException($"--nan-distance is for {string.Join(", ", ResamplerCatalog.All.Where(e => e.TakesGaps).Select(e => e.Name))}; {entry.Label} needs a value in every column: choose one of these, or --fill the gaps");
        if (nanDistance || entry.Names == NameColumns.Any || read.Table.Columns.FirstOrDefault(c => c.MissingCount > 0) is not { } gap)
            return;
        var first = Enumerable.Range(0, gap.Count).First(gap.IsMissing);
        throw new InputException($"column '{gap.Name}' has {gap.MissingCount} {(gap.MissingCount == 1 ? "gap" : "gaps")} (the first on {read.Place(first)}), and {entry.Label} needs a value in every column: --fill median, mean or drop-rows{(entry.TakesGaps ? ", or measure around gaps with --nan-distance" : "")}");
    }

    /// <summary>Rows by their place in the file, resamplers by the names that are typed.</summary>
    private static string ForCommandLine(string message, TableReadResult read) => RowNumber()
        .Replace(message, m => read.Place(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)))
        .Replace(nameof(RandomOverSampler), "--method random-over", StringComparison.Ordinal);

    [GeneratedRegex(@"\brow (\d+)(?=, column)")]
    private static partial Regex RowNumber();

    private static Table Assemble(Table table, Standardizer? standardizer, ResampleResult result)
    {
        var rows = new Table(table.Columns).FromCodedMatrix(result.Features);
        rows = standardizer?.Invert(rows) ?? rows;

        // What was not made is taken from the source, to the last digit.
        rows = rows.With([.. rows.Columns.Select((c, j) => Restore(c, table.Columns[j], result.Provenance))]);
        var ids = table.RowIds.ToArray();
        var kinds = CategoricalColumn.FromValues(Provenance[0], Array.ConvertAll(result.Provenance, p => p.Kind.ToString().ToLowerInvariant()));
        var source = new NumericColumn(Provenance[1], Array.ConvertAll(result.Provenance, p => p.Seed < 0 ? double.NaN : ids[p.Seed]));
        var neighbor = new NumericColumn(Provenance[2], Array.ConvertAll(result.Provenance, p => p.Neighbor < 0 ? double.NaN : ids[p.Neighbor]));
        return rows.With([.. rows.Columns, kinds, source, neighbor]).With(table.Labels!.WithCodes(result.Labels));
    }

    private static Column Restore(Column made, Column source, RowProvenance[] provenance)
    {
        if (made is not NumericColumn numbers || source is not NumericColumn original)
            return made;
        var values = numbers.Values.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (provenance[i].Kind != RowKind.Synthetic)
                values[i] = original[provenance[i].Seed];
        }

        return new NumericColumn(made.Name, values);
    }
}
