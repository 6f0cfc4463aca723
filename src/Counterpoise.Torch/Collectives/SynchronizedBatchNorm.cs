namespace Counterpoise.Torch.Collectives;

/// <summary>
/// Batch normalisation with the moments of all ranks' rows. Forward: each rank's n_r, mean m_r and variance v_r are gathered;
/// n = Σ n_r, m = Σ n_r m_r / n, v = Σ n_r (v_r + (m_r − m)²) / n. Backward, with x̂ = (x − m) / √(v + ε) and sums over all ranks' rows:
/// dx = w / √(v + ε) · (g − Σ g / n − x̂ Σ g x̂ / n); the gradients of weight and bias are this rank's share.
/// </summary>
internal sealed class SynchronizedBatchNorm(ProcessGroup group, double epsilon) : CustomFunction
{
    private double _count;
    private bool _hasWeight;

    /// <summary>m of the last forward, [C].</summary>
    public Tensor Mean { get; private set; } = null!;

    /// <summary>v of the last forward, [C], biased.</summary>
    public Tensor Variance { get; private set; } = null!;

    /// <summary>Normalises [N, C, …] and moves the running moments, the variance unbiased.</summary>
    public static Tensor Of(ProcessGroup group, Tensor input, Tensor? weight, Tensor? bias, Tensor? runningMean, Tensor? runningVariance,
        double momentum, double epsilon)
    {
        using var scope = torch.NewDisposeScope();
        var function = new SynchronizedBatchNorm(group, epsilon);
        var output = function.Apply(input, weight, bias);
        if (runningMean is not null && runningVariance is not null)
        {
            using var guard = torch.no_grad();
            runningMean.LerpInPlace(function.Mean.To(runningMean.Type), momentum);
            runningVariance.LerpInPlace((function.Variance * (function._count / (function._count - 1))).To(runningVariance.Type), momentum);
        }

        return scope.Keep(output);
    }

    protected override Tensor Forward(Tensor?[] inputs)
    {
        var (input, weight, bias) = (inputs[0]!, inputs[1], inputs[2]);
        var axes = Others(input.Rank);
        var wide = Wide(input);
        var channels = input.Size(1);
        var moments = Tensor.Concatenate([wide.Mean(axes), wide.Variance(axes, unbiased: false),
            Tensor.Full([1], input.Count / (double)channels, wide.Type, wide.Device)]);
        var all = Tensor.Stack(group.AllGather(moments));
        var counts = all.Narrow(1, 2 * channels, 1);
        _count = counts.Double().Sum().ToDouble();
        if (_count < 2)
        {
            throw new ArgumentException(
                $"batch norm of {_count} value per channel over all {group.Size} ranks has no variance: give each rank more rows");
        }

        var shares = counts / _count;
        var means = all.Narrow(1, 0, channels);
        Mean = (means * shares).Sum(0);
        Variance = ((all.Narrow(1, channels, channels) + (means - Mean).Pow(2)) * shares).Sum(0);
        Save(input);
        Save(Mean);
        Save((Variance + epsilon).Pow(-0.5));
        _hasWeight = weight is not null;
        if (_hasWeight)
        {
            Save(weight!);
        }

        return Functional.BatchNorm(input, weight, bias, Mean, Variance, training: false, 0, epsilon);
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var (input, scale) = (Saved(0), Saved(2));
        var axes = Others(input.Rank);
        var channels = input.Size(1);
        long[] along = [1, channels, .. Enumerable.Repeat(1L, input.Rank - 2)];
        var wide = Wide(gradient);
        var normalized = (Wide(input) - Saved(1).View(along)) * scale.View(along);
        var biasGradient = wide.Sum(axes);
        var weightGradient = (wide * normalized).Sum(axes);
        var sums = Tensor.Concatenate([biasGradient, weightGradient]);
        group.AllReduce(sums);
        var factor = _hasWeight ? scale * Wide(Saved(3)) : scale;
        var means = sums / _count;
        var inputGradient = (wide - means.Narrow(0, 0, channels).View(along)
            - (normalized * means.Narrow(0, channels, channels).View(along))) * factor.View(along);
        return [inputGradient.To(input.Type), _hasWeight ? weightGradient.To(Saved(3).Type) : null,
            _hasWeight ? biasGradient.To(Saved(3).Type) : null];
    }

    private static long[] Others(int rank) => [.. Enumerable.Range(0, rank).Where(axis => axis != 1).Select(axis => (long)axis)];

    private static Tensor Wide(Tensor tensor) => tensor.Type == ScalarType.Float64 ? tensor : tensor.Float();
}
