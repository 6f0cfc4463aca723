using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Resamples a table and writes beside each row where it comes from.</summary>
internal static class ProvenanceTable
{
    private static readonly string[] Provenance = ["provenance", "source_row", "neighbor_row"];

    public static (Table Rows, ResampleResult Result) Run(Table table, string method, ResamplerSettings settings, bool standardize, IRandomSource random, CancellationToken cancellationToken)
    {
        var labels = table.RequireLabels();
        if (Provenance.FirstOrDefault(p => table.Columns.Any(c => c.Name == p) || labels.Name == p) is { } taken)
            throw new InputException($"the table has a column '{taken}', which the result needs for itself: rename or --exclude it");
        var resampler = Create(table, method, settings);
        var standardizer = standardize ? Standardizer.Fit(table) : null;
        var features = (standardizer?.Apply(table) ?? table).ToCodedMatrix();
        var result = resampler.Resample(features, labels.Codes.ToArray(), random, cancellationToken);
        return (Assemble(table, standardizer, result), result);
    }

    private static IResampler Create(Table table, string method, ResamplerSettings settings)
    {
        var names = table.Columns.Index().Where(c => c.Item.Kind == ColumnKind.Categorical).Select(c => c.Index).ToArray();
        if (method == "smote-nc")
            return new SmoteNc(new SmoteNcOptions { Strategy = settings.Strategy, K = settings.K ?? 5, CategoricalColumns = names });
        if (method == "smote-n")
        {
            return names.Length == table.Columns.Count
                ? new SmoteN(new SmoteNOptions { Strategy = settings.Strategy, K = settings.K ?? 5 })
                : throw new InputException($"smote-n is for names alone, and column '{table.Columns.First(c => c.Kind == ColumnKind.Numeric).Name}' is numeric: use smote-nc, or name it with --categorical");
        }

        var entry = ResamplerCatalog.Find(method);
        if (names.Length > 0 && !entry.CopiesRows)
            throw new InputException($"column '{table.Columns[names[0]].Name}' is categorical, and {entry.Label} measures distances between numbers: use smote-nc (or smote-n), a method that copies rows, or --exclude the column");
        return entry.Create(settings);
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
