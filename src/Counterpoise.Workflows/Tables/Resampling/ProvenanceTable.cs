using Counterpoise.Data;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>Resamples a table and writes beside each row where it comes from.</summary>
internal static class ProvenanceTable
{
    private static readonly string[] Provenance = ["provenance", "source_row", "neighbor_row"];

    /// <summary>Whether a table was written by <c>resample</c>.</summary>
    public static bool Is(Table table) => Provenance.All(p => table.Columns.Any(c => c.Name == p));

    /// <summary>Refuses a table that was written by <c>resample</c>, whose columns of provenance would be features.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">What it holds.</param>
    /// <param name="why">What would come of it, in words.</param>
    /// <param name="instead">What to give beside the table that it was made from, such as <c>, and the sampler with --method</c>.</param>
    /// <exception cref="InputException">It was.</exception>
    public static void Refuse(string path, Table table, string why, string instead = "")
    {
        if (Is(table))
            throw new InputException($"'{path}' was written by resample: {why}; give the table that it was made from{instead}");
    }

    /// <summary>Refuses columns whose names the result needs for itself.</summary>
    public static void RequireOwn(IReadOnlyList<string> names)
    {
        if (Provenance.FirstOrDefault(names.Contains) is { } taken)
            throw new InputException($"the table has a column '{taken}', which the result needs for itself: rename or --exclude it");
    }

    /// <summary>The columns that say where each row comes from.</summary>
    /// <param name="provenance">Where each row comes from.</param>
    /// <param name="ids">Ids of the rows that were read.</param>
    public static Column[] Columns(IReadOnlyList<RowProvenance> provenance, long[] ids)
    {
        double Id(int row) => row < 0 ? double.NaN : ids[row];
        return
        [
            CategoricalColumn.FromValues(Provenance[0], [.. provenance.Select(p => p.Kind.ToString().ToLowerInvariant())]),
            new NumericColumn(Provenance[1], [.. provenance.Select(p => Id(p.Seed))]),
            new NumericColumn(Provenance[2], [.. provenance.Select(p => Id(p.Neighbor))]),
        ];
    }

    /// <summary>The rows with what was not made taken from the source, as it was read.</summary>
    public static Table Restore(Table rows, Table source, IReadOnlyList<RowProvenance> provenance) =>
        rows.With([.. rows.Columns.Select((c, j) => Restore(c, source.Columns[j], provenance))]);

    /// <summary>Resamples what was read; its rows may be some of those that were.</summary>
    public static (Table Rows, ResampleResult Result) Run(TableReadResult read, DataMethod method, IResampler resampler, bool nanDistance,
        ResampledOutput output, IRandomSource random, CancellationToken cancellationToken)
    {
        var table = read.Table;
        var labels = table.RequireLabels();
        RequireOwn([.. table.Columns.Select(c => c.Name), labels.Name,
            .. output.Weights is { } weights ? [weights] : Array.Empty<string>()]);
        if (SamplerColumns.Refusal(method, table) is { } refusal)
            throw new InputException(refusal);
        RequireNoGaps(read, method, nanDistance);
        var standardizer = output.Standardize ? Standardizer.Fit(table) : null;
        try
        {
            var result = resampler.Resample(standardizer?.Apply(table) ?? table, random, cancellationToken).Result;
            return (Assemble(table, standardizer, result, output), result);
        }
        catch (ArgumentException fault)
        {
            throw new InputException(MismatchWords.ForResample(fault, method, read.Place));
        }
    }

    /// <summary>A method that measures distances is not given gaps that it cannot take.</summary>
    private static void RequireNoGaps(TableReadResult read, DataMethod method, bool nanDistance)
    {
        if (nanDistance && !method.TakesMissing)
            throw new InputException(
                $"--nan-distance is for {SamplerColumns.TakingMissing}; {method.Label} needs a value in every column: choose one of "
                + $"these, or --fill the missing values");
        if (nanDistance || method.Columns == AcceptedColumns.Any
            || read.Table.Columns.FirstOrDefault(c => c.MissingCount > 0) is not { } gap)
            return;
        var first = Enumerable.Range(0, gap.Count).First(gap.IsMissing);
        throw new InputException(
            $"column '{gap.Name}' has {gap.MissingCount} missing "
            + $"{(gap.MissingCount == 1 ? "value" : "values")} (the first on {read.Place(first)}), "
            + $"and {method.Label} needs a value in every column: --fill median, mean or "
            + $"drop-rows{(method.TakesMissing ? ", or measure around missing values with --nan-distance" : "")}");
    }

    private static Table Assemble(Table table, Standardizer? standardizer, ResampleResult result, ResampledOutput output)
    {
        var rows = new Table(table.Columns).FromCodedMatrix(result.Features);
        rows = standardizer?.Invert(rows) ?? rows;
        if (output.Round)
            rows = WholeNumbers.Round(rows, table, [.. result.Provenance.Select(p => p.Kind == RowKind.Synthetic)]);

        rows = Restore(rows, table, result.Provenance);
        // A new row weighs what the row weighs that it was made from.
        NumericColumn[] weights = output.Weights is { } name
            ? [new NumericColumn(name, Array.ConvertAll(result.Provenance,
            p => p.Seed < 0 ? table.Weights!.Average() : table.Weights![p.Seed]))] : [];
        return rows.With([.. rows.Columns, .. weights, .. Columns(result.Provenance, table.RowIds.ToArray())])
            .With(table.Labels!.WithCodes(result.Labels));
    }

    private static Column Restore(Column made, Column source, IReadOnlyList<RowProvenance> provenance)
    {
        string? Text(int i) => provenance[i].Kind != RowKind.Synthetic && source.Text(provenance[i].Seed) is var text
            && text != made.Text(i) ? text : null;
        if (made is CategoricalColumn names)
            return new CategoricalColumn(made.Name, [.. names.Categories], names.Codes.ToArray(),
                [.. Enumerable.Range(0, made.Count).Select(Text)]);
        var values = ((NumericColumn)made).Values.ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            if (provenance[i].Kind != RowKind.Synthetic)
                values[i] = ((NumericColumn)source)[provenance[i].Seed];
        }

        made = new NumericColumn(made.Name, values);
        return new NumericColumn(made.Name, values, [.. Enumerable.Range(0, values.Length).Select(Text)]);
    }
}
