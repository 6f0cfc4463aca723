namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Masked instance normalisation: values above the volume's mean are the mask; within it (x − mean) / deviation (population form) of the
/// mask, 0 outside.
/// </summary>
/// <remarks>It removes brightness and the background, and with them what a bias field does to the mean. O(n).</remarks>
public static class MaskedNormalization
{
    /// <summary>Normalises a volume.</summary>
    /// <param name="values">The voxels.</param>
    /// <param name="target">Receives as many numbers.</param>
    /// <returns>Whether the mask has a voxel; a constant volume has none, and becomes all 0.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a voxel is not finite.</exception>
    public static bool Apply(ReadOnlySpan<float> values, Span<float> target)
    {
        if (values.Length != target.Length)
        {
            throw new ArgumentException($"found room for {target.Length} numbers, {values.Length} were expected", nameof(target));
        }

        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += float.IsFinite(values[i]) ? values[i] : throw new ArgumentException(
                $"voxel {i} is {values[i]}; expected finite numbers: repair or leave out the volume", nameof(values));
        }

        var mean = values.Length == 0 ? 0 : sum / values.Length;
        var (count, inside) = (0, 0.0);
        foreach (var value in values)
        {
            (count, inside) = value > mean ? (count + 1, inside + value) : (count, inside);
        }

        target.Clear();
        if (count == 0)
        {
            return false;
        }

        var (center, square) = (inside / count, 0.0);
        foreach (var value in values)
        {
            square += value > mean ? (value - center) * (value - center) : 0;
        }

        var deviation = Math.Sqrt(square / count);
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = values[i] > mean && deviation > 0 ? (float)((values[i] - center) / deviation) : 0;
        }

        return true;
    }
}
