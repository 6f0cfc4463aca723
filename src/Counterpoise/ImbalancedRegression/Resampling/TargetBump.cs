using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Runs of neighbouring targets that are rare (relevance from the threshold on) or common.</summary>
internal sealed record TargetBump(bool IsRare, int[] Rows)
{
    /// <summary>Cuts the rows, ordered by target, wherever the relevance crosses the threshold.</summary>
    public static IReadOnlyList<TargetBump> Of(double[] targets, RelevanceFunction relevance, double threshold)
    {
        var bumps = new List<TargetBump>();
        var open = new List<int>();
        var rare = false;
        foreach (var row in Enumerable.Range(0, targets.Length).OrderBy(i => targets[i]).ThenBy(i => i))
        {
            var now = relevance.At(targets[row]) >= threshold;
            if (open.Count > 0 && now != rare)
            {
                bumps.Add(new TargetBump(rare, [.. open]));
                open.Clear();
            }

            rare = now;
            open.Add(row);
        }

        if (open.Count > 0) bumps.Add(new TargetBump(rare, [.. open]));
        return bumps;
    }

    /// <summary>Checks rows and targets and cuts them; refuses targets that are all rare or all common.</summary>
    public static IReadOnlyList<TargetBump> Check(DenseMatrix features, ReadOnlySpan<double> targets, RegressionResamplingOptions options,
        bool needsFinite)
    {
        ArgumentNullException.ThrowIfNull(features);
        options.Validate();
        if (features.Rows != targets.Length)
            throw new ArgumentException($"found {targets.Length} targets for {features.Rows} rows; expected one per row", nameof(targets));
        Statistics.Samples.Require(targets, 2);
        if (needsFinite) FiniteCheck.Require(features);
        if (options.Categorical.FirstOrDefault(c => c < 0 || c >= features.Columns, -1) is var bad and >= 0)
            throw new ArgumentException($"column {bad} is named as categorical; the rows have columns 0 to {features.Columns - 1}",
                nameof(options));
        var y = targets.ToArray();
        var bumps = Of(y, options.Relevance ?? RelevanceFunction.Of(y), options.Threshold);
        return bumps.Any(b => b.IsRare) && bumps.Any(b => !b.IsRare)
            ? bumps
            : throw new ArgumentException(
                $"all {y.Length} targets are {(bumps[0].IsRare ? "rare" : "common")} at threshold "
                + $"{FormattableString.Invariant($"{options.Threshold}")}: choose another threshold or relevance", nameof(targets));
    }
}
