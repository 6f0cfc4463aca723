using System.Globalization;
using Counterpoise.Data;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Regression;

/// <summary>Changes how many rows of a table have rare and how many common targets.</summary>
public static class RegressionResampling
{
    /// <summary>Resamples a table into a file, with the provenance of every row.</summary>
    /// <param name="options">Which table, how, and where to.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; nothing is then written.</param>
    /// <exception cref="InputException">The table or an option cannot be used.</exception>
    public static RegressionResamplingResult Run(
        RegressionRowsOptions options, IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OutputPath.RequireOther(options.Output, options.Input);
        TableFile.RequireWritable(options.Output);
        return RegressionComparing.InWords(() =>
        {
            var method = RegressionMethod.Find(options.Method);
            if (method.Resampler is null)
                throw new InputException($"'{method.Name}' changes no rows; expected one of "
                    + $"{string.Join(", ", RegressionMethod.All.Where(m => m.Resampler is not null).Select(m => m.Name))}");
            var (features, targets) = RegressionInput.Open(options, events, cancellationToken);
            if (features.Columns.FirstOrDefault(c => c.MissingCount > 0) is { } gap)
                throw new InputException(
                    $"column '{gap.Name}' has {gap.MissingCount} gaps, and {method.Name} needs a value in every column: --exclude it, or "
                        + $"fill it first");
            var resampler = method.Resampler(RegressionComparing.Resampling(targets, options, options.K) with
            {
                Relevance = TargetProfile.Relevance(targets, options),
                Categorical = [.. features.Columns.Index().Where(c => c.Item.Kind == ColumnKind.Categorical).Select(c => c.Index)],
            });
            var result = resampler.Resample(features.ToCodedMatrix(), targets, new RandomStream(options.Seed, "resample"), cancellationToken);
            TableFile.Write(Assemble(features, result, options.Reading.Target!), options.Output);
            var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind, kind => result.Provenance.Count(p => p.Kind == kind));
            return new RegressionResamplingResult(
                TargetProfile.Of(targets, options), Rare(result.Targets, targets, options), result.Targets.Length, kinds, result.Notes);
        });
    }

    private static int Rare(double[] resampled, double[] targets, RegressionDataOptions options)
    {
        var relevance = TargetProfile.Relevance(targets, options);
        return resampled.Count(y => relevance.At(y) >= options.Threshold);
    }

    private static Table Assemble(Table features, RegressionResampleResult result, string target)
    {
        var ids = features.RowIds.ToArray();
        var rows = new Table(features.Columns).FromCodedMatrix(result.Features);
        double Source(int row) => row < 0 ? double.NaN : ids[row];
        Column[] more =
        [
            new NumericColumn(target, result.Targets),
            CategoricalColumn.FromValues("provenance",
                [.. result.Provenance.Select(p => p.Kind.ToString().ToLower(CultureInfo.InvariantCulture))]),
            new NumericColumn("source_row", [.. result.Provenance.Select(p => Source(p.Seed))]),
            new NumericColumn("neighbor_row", [.. result.Provenance.Select(p => Source(p.Neighbor))]),
        ];
        return more.FirstOrDefault(m => rows.Columns.Any(c => c.Name == m.Name)) is { } taken
            ? throw new InputException($"the table has a column '{taken.Name}', which the result needs for itself: rename or --exclude it")
            : rows.With([.. rows.Columns, .. more]);
    }
}
