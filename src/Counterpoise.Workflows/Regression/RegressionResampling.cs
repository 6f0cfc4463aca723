using Counterpoise.Data;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

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
        return InputFault.InWords(() =>
        {
            var method = RegressionMethod.Find(options.Method);
            if (method.Resampler is null)
                throw new InputException($"'{method.Name}' changes no rows; expected one of "
                    + $"{string.Join(", ", RegressionMethod.All.Where(m => m.Resampler is not null).Select(m => m.Name))}");
            var (features, targets) = RegressionInput.Open(
                options with { Reading = options.Reading with { KeepTexts = true } }, events, cancellationToken);
            if (features.Columns.FirstOrDefault(c => c.MissingCount > 0) is { } gap)
                throw new InputException(
                    $"column '{gap.Name}' has {gap.MissingCount} gaps, and {method.Name} needs a value in every column: --exclude it, or "
                        + $"fill it first");
            ProvenanceTable.RequireOwn([.. features.Columns.Select(c => c.Name), options.Reading.Target!]);
            var relevance = TargetProfile.Relevance(targets, options);
            var resampler = method.Resampler(RegressionComparing.Resampling(targets, options, options.K) with
            {
                Relevance = relevance,
                Categorical = [.. features.Columns.Index().Where(c => c.Item.Kind == ColumnKind.Categorical).Select(c => c.Index)],
            });
            var result = resampler.Resample(features.ToCodedMatrix(), targets, new RandomStream(options.Seed, "resample"),
                cancellationToken);
            var rows = ProvenanceTable.Restore(new Table(features.Columns).FromCodedMatrix(result.Features), features, result.Provenance);
            TableFile.Write(rows.With([.. rows.Columns, new NumericColumn(options.Reading.Target!, result.Targets),
                .. ProvenanceTable.Columns(result.Provenance, features.RowIds.ToArray())]), options.Output);
            var kinds = Enum.GetValues<RowKind>().ToDictionary(kind => kind, kind => result.Provenance.Count(p => p.Kind == kind));
            return new RegressionResamplingResult(TargetProfile.Of(targets, options),
                result.Targets.Count(y => relevance.At(y) >= options.Threshold), result.Targets.Length, kinds, result.Notes);
        });
    }
}
