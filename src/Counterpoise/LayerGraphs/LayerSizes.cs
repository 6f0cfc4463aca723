namespace Counterpoise.LayerGraphs;

/// <summary>How many positions a window has.</summary>
internal static class LayerSizes
{
    public static int Positions(int size, int kernel, int stride, int dilation, int before, int after)
    {
        var span = ((kernel - 1) * dilation) + 1;
        return kernel < 1 || stride < 1 || dilation < 1 || before < 0 || after < 0 || size + before + after < span
            ? throw new ArgumentException(
                $"a kernel of {kernel} with stride {stride} has no place in {size} positions padded by {before} and {after}")
            : ((size + before + after - span) / stride) + 1;
    }
}
