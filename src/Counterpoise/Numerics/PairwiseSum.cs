namespace Counterpoise.Numerics;

/// <summary>
/// Sums in NumPy's order: eight partial sums over blocks of up to 128 values, blocks added in pairs. Rounding then falls as
/// it does there, which decides on which side of a half a share lies.
/// </summary>
internal static class PairwiseSum
{
    private const int BlockSize = 128;

    internal static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length < 8)
        {
            var small = 0.0;
            foreach (var value in values)
            {
                small += value;
            }

            return small;
        }

        if (values.Length > BlockSize)
        {
            var half = values.Length / 2;
            half -= half % 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        Span<double> r = stackalloc double[8];
        values[..8].CopyTo(r);
        var i = 8;
        for (; i < values.Length - (values.Length % 8); i += 8)
        {
            for (var lane = 0; lane < 8; lane++)
            {
                r[lane] += values[i + lane];
            }
        }

        var sum = (r[0] + r[1] + (r[2] + r[3])) + (r[4] + r[5] + (r[6] + r[7]));
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
