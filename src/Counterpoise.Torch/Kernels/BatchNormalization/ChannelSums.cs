namespace Counterpoise.Torch.Kernels;

/// <summary>Two sums per channel and part in double precision.</summary>
internal sealed unsafe class ChannelSums : IDisposable
{
    private readonly int _parts;
    private readonly int _padded;
    private readonly Tensor _sums;

    public ChannelSums(int parts, int channels)
    {
        (_parts, _padded) = (parts, Lane.Padded(channels));
        _sums = Tensor.Zeros([parts, 2, _padded], ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>The first sums of a part; the second follow after the padded channels.</summary>
    public double* Part(int part) => (double*)_sums.Data + (2L * part * _padded);

    /// <summary>Both sums of a channel over all parts, in their order.</summary>
    public (double First, double Second) Of(int channel)
    {
        var (first, second) = (0.0, 0.0);
        for (var part = 0; part < _parts; part++)
        {
            first += Part(part)[channel];
            second += Part(part)[_padded + channel];
        }

        return (first, second);
    }

    public void Dispose() => _sums.Dispose();
}
