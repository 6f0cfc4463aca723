using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>One round of a repeated editing.</summary>
internal static class EditingRound
{
    /// <summary>Edits the rows that are left and returns those that stay, as rows of the input.</summary>
    internal static int[] Run(
        string method, DenseMatrix features, int[] labels, int[] selected, SamplingStrategy strategy, int k, Agreement agreement,
            NeighborOptions neighbors, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var kept = Editing.Keep(method, features.SelectRows(selected), Array.ConvertAll(selected, row => labels[row]), strategy, k,
            agreement, neighbors, cancellationToken);
        return Array.ConvertAll(kept, row => selected[row]);
    }

    /// <summary>Whether a class is gone, or has fewer rows than the minority had at first.</summary>
    internal static bool Overshoots(int[] labels, int[] selected, ClassRows before, bool allowMinority)
    {
        var after = new ClassRows(Array.ConvertAll(selected, row => labels[row]));
        var minority = before.FirstSeenMinority;
        return after.Classes.Count < before.Classes.Count
            || (!allowMinority && after.Classes.Any(label => label != minority && after.Count(label) < before.Count(minority)));
    }
}
