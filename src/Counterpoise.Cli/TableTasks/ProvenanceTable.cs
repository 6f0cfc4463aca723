using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Resamples a table and writes beside each row where it comes from.</summary>
internal static class ProvenanceTable
{
    private static readonly string[] Provenance = ["provenance", "source_row", "neighbor_row"];

    /// <summary>Whether a table was written by <c>resample</c>.</summary>
    public static bool Is(Table table) => Provenance.All(p => table.Columns.Any(c => c.Name == p));

    public static (Table Rows, ResampleResult Result) Run(Table table, string method, ResamplerSettings settings, bool standardize, IRandomSource random, CancellationToken cancellationToken)
    {
        var labels = table.RequireLabels();
        if (Provenance.FirstOrDefault(p => table.Columns.Any(c => c.Name == p) || labels.Name == p) is { } taken)
            throw new InputException($"the table has a column '{taken}', which the result needs for itself: rename or --exclude it");
        var entry = ResamplerCatalog.Find(method);
        if (ResamplerCatalog.Refusal(entry, table) is { } refusal)
            throw new InputException(refusal);
        var standardizer = standardize ? Standardizer.Fit(table) : null;
        var result = entry.Create(settings).Resample(standardizer?.Apply(table) ?? table, random, cancellationToken).Result;
        return (Assemble(table, standardizer, result), result);
    }

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
