using Counterpoise.Torch;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>
/// The weights (float32, as torchvision makes them) and pictures of oracles/mobilenet.py, resnet.py and backbones.py, exact in integers.
/// </summary>
internal static class Formula
{
    public static double[] Uniform(ulong key, long count)
    {
        var values = new double[count];
        for (var j = 0; j < values.Length; j++)
        {
            var z = ((ulong)j + (1000003 * key) + 1) * 0x9E3779B97F4A7C15;
            z ^= z >> 31;
            z *= 0xBF58476D1CE4E5B9;
            z ^= z >> 29;
            values[j] = ((z >> 40) / (double)(1 << 23)) - 1;
        }

        return values;
    }

    public static Tensor Picture(long batch, long size, ScalarType type)
        => Tensor.FromArray(Array.ConvertAll(Uniform(10000, batch * 3 * size * size), u => 1.5 * u), batch, 3, size, size).To(type);

    /// <summary>The whole state dict, in the order and with the shapes of the module.</summary>
    public static Dictionary<string, Tensor> State(IEnumerable<KeyValuePair<string, long[]>> shapes)
    {
        var state = new Dictionary<string, Tensor>();
        foreach (var (k, (name, shape)) in shapes.Index())
        {
            if (name.EndsWith("relative_position_index", StringComparison.Ordinal))
            {
                continue;
            }

            var count = shape.Aggregate(1L, (product, n) => product * n);
            state[name] = name.EndsWith("num_batches_tracked", StringComparison.Ordinal)
                ? Tensor.Scalar(0, ScalarType.Int64)
                : Tensor.FromArray(Array.ConvertAll(Uniform((ulong)k, count), u => (float)Value(name, shape, count, u)), shape);
        }

        return state;
    }

    private static double Value(string name, long[] shape, long count, double u)
    {
        if (shape.Length > 1)
        {
            return u * Math.Sqrt(3.0 / (count / shape[0]));
        }

        return name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + (0.5 * u)
            : name.EndsWith("weight", StringComparison.Ordinal) ? 1 + (0.25 * u)
            : 0.125 * u;
    }
}
