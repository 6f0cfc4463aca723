namespace Counterpoise.Randomness;

/// <summary>The draws of the resamplers, in NumPy's order where the source is NumPy's.</summary>
internal static class Draws
{
    internal static int[] Integers(this IRandomSource rng, long exclusiveUpper, int count)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = checked((int)rng.NextInteger(exclusiveUpper));
        }

        return values;
    }

    internal static double[] Uniform(this IRandomSource rng, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = rng.NextDouble();
        }

        return values;
    }

    internal static int[] Permutation(this IRandomSource rng, int count)
    {
        var values = Enumerable.Range(0, count).ToArray();
        rng.Shuffle(values.AsSpan());
        return values;
    }

    /// <summary>One draw of Beta(shape, shape), for shape above 1.</summary>
    internal static double SymmetricBeta(this IRandomSource rng, double shape)
    {
        var first = GammaDraw.AboveOne(rng, shape);
        return first / (first + GammaDraw.AboveOne(rng, shape));
    }
}
