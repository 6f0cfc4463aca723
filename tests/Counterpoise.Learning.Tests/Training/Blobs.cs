using Counterpoise.Learning.Batches;
using Counterpoise.Randomness;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Training;

/// <summary>Three Gaussian clouds, the last of them rare.</summary>
internal sealed class Blobs : IDisposable
{
    public static readonly int[] Counts = [60, 30, 10];

    private readonly Tensor _inputs;

    public Blobs(ulong seed, int[]? counts = null)
    {
        var stream = new RandomStream(seed, "blobs");
        Labels = [.. (counts ?? Counts).SelectMany((n, c) => Enumerable.Repeat(c, n))];
        var values = Labels.SelectMany(c => new[] { (2.5 * c) + stream.NextNormal(), stream.NextNormal() - (c * c), stream.NextNormal() })
            .Select(v => (float)v).ToArray();
        _inputs = Tensor.FromArray(values, Labels.Length, 3).DetachFromDisposeScope();
        Source = new TensorBatchSource(_inputs, Labels);
    }

    public int[] Labels { get; }

    public TensorBatchSource Source { get; }

    public void Dispose() => _inputs.Dispose();
}
