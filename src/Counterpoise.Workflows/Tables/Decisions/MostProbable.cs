namespace Counterpoise.Workflows.Tables;

/// <summary>The class that is decided on below a threshold for one of several.</summary>
internal static class MostProbable
{
    /// <summary>The most probable class but one; the first among equals.</summary>
    /// <param name="left">The class that is not taken.</param>
    /// <param name="probabilities">A probability for each class, [C].</param>
    public static int But(int left, ReadOnlySpan<double> probabilities)
    {
        var best = left == 0 ? 1 : 0;
        for (var c = best + 1; c < probabilities.Length; c++)
        {
            if (c != left && probabilities[c] > probabilities[best])
                best = c;
        }

        return best;
    }
}
