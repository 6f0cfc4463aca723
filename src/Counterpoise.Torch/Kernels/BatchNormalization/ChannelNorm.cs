using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// The batch norm of one batch as numbers per channel: y = scale · x + shift, and for the backward
/// dx = scale · z + slope · x + constant. Each row is padded to whole lanes with zeros.
/// </summary>
internal sealed unsafe class ChannelNorm
{
    private const int Rows = 5;

    // Managed memory that does not move: nobody is told when a node of the graph dies without its backward.
    private readonly float[] _table;
    private readonly double[] _deviations;

    public ChannelNorm(int channels)
    {
        Channels = channels;
        Padded = Lane.Padded(channels);
        _deviations = new double[channels];
        _table = GC.AllocateArray<float>(Rows * Padded, pinned: true);
        Scale = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_table));
        Shift = Scale + Padded;
        Mean = Shift + Padded;
        Constant = Mean + Padded;
        Slope = Constant + Padded;
    }

    public int Channels { get; }

    public int Padded { get; }

    public float* Scale { get; }

    public float* Shift { get; }

    public float* Mean { get; }

    public float* Constant { get; }

    public float* Slope { get; }

    /// <summary>The norm that leaves rows as they are.</summary>
    public static ChannelNorm Identity(int channels)
    {
        var norm = new ChannelNorm(channels);
        new Span<float>(norm.Scale, channels).Fill(1);
        return norm;
    }

    /// <summary>The norm of eval mode, from running statistics.</summary>
    public static ChannelNorm Fixed(in BatchNormState state, int channels)
    {
        var norm = new ChannelNorm(channels);
        var weight = Pointer(state.Weight);
        var bias = Pointer(state.Bias);
        var mean = Pointer(state.RunningMean);
        var variance = Pointer(state.RunningVariance);
        for (var c = 0; c < channels; c++)
        {
            var scale = (weight is null ? 1 : weight[c]) / Math.Sqrt(variance[c] + state.Epsilon);
            norm.Scale[c] = (float)scale;
            norm.Shift[c] = (float)((bias is null ? 0 : bias[c]) - (mean[c] * scale));
        }

        return norm;
    }

    /// <summary>Takes the batch's statistics and moves the running ones towards them, the variance unbiased.</summary>
    public void Estimate(ChannelMoments moments, in BatchNormState state)
    {
        var weight = Pointer(state.Weight);
        var bias = Pointer(state.Bias);
        var runningMean = Pointer(state.RunningMean);
        var runningVariance = Pointer(state.RunningVariance);
        for (var c = 0; c < Channels; c++)
        {
            var (count, mean, squares) = moments.Of(c);
            var variance = squares / count;
            _deviations[c] = 1 / Math.Sqrt(variance + state.Epsilon);
            Mean[c] = (float)mean;
            Scale[c] = (float)((weight is null ? 1 : weight[c]) * _deviations[c]);
            Shift[c] = (float)((bias is null ? 0 : bias[c]) - (mean * Scale[c]));
            if (runningMean is not null)
            {
                runningMean[c] = (float)(((1 - state.Momentum) * runningMean[c]) + (state.Momentum * mean));
                runningVariance[c] = (float)(((1 - state.Momentum) * runningVariance[c]) + (state.Momentum * squares / (count - 1)));
            }
        }
    }

    /// <summary>Solves the backward from the sums of z and z · (x - mean), and gives the gradients of weight and bias.</summary>
    /// <param name="sums">Of all parts.</param>
    /// <param name="count">How many numbers each channel had.</param>
    /// <param name="weightGradient">[C].</param>
    /// <param name="biasGradient">[C].</param>
    public void Solve(ChannelSums sums, double count, float* weightGradient, float* biasGradient)
    {
        for (var c = 0; c < Channels; c++)
        {
            var (sum, product) = sums.Of(c);
            biasGradient[c] = (float)sum;
            weightGradient[c] = (float)(product * _deviations[c]);
            var slope = -Scale[c] * _deviations[c] * _deviations[c] * product / count;
            Slope[c] = (float)slope;
            Constant[c] = (float)((-Scale[c] * sum / count) - (slope * Mean[c]));
        }
    }

    private static float* Pointer(Tensor? tensor) => tensor is null ? null : (float*)tensor.Data;
}
