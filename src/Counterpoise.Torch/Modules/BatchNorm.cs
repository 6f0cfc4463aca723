using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// y = (x - mean) / sqrt(variance + ε) · weight + bias for each channel (axis 1). In train mode mean and variance are the
/// batch's, and the running ones move towards them (the variance unbiased); in eval mode they are the running ones.
/// </summary>
/// <remarks>Reference: Ioffe and Szegedy, "Batch Normalization", ICML 2015, arXiv:1502.03167.</remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1708", Justification = "TorchSharp calls its own forward so.")]
public abstract class BatchNorm : nn.Module<Tensor, Tensor>
{
    private protected BatchNorm(int channels, BatchNormOptions? options) : base(nameof(BatchNorm))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Options = options ?? new BatchNormOptions();
        Options.Validate();
        Channels = channels;
        if (Options.Affine)
        {
            this.RegisterParameter("weight", [channels], Initializer.Ones);
            this.RegisterParameter("bias", [channels], Initializer.Zeros);
        }

        if (Options.TrackRunningStatistics)
        {
            this.RegisterBuffer("running_mean", [channels], Initializer.Zeros);
            this.RegisterBuffer("running_var", [channels], Initializer.Ones);
            this.RegisterBuffer("num_batches_tracked", [], Initializer.Zeros, ScalarType.Int64);
        }
    }

    /// <summary>How many channels there are.</summary>
    public int Channels { get; }

    /// <summary>How statistics are estimated and applied.</summary>
    public BatchNormOptions Options { get; }

    /// <summary>The scale, [channels]; null without one.</summary>
    public Tensor? Weight => Options.Affine ? get_parameter("weight")! : null;

    /// <summary>The shift, [channels]; null without one.</summary>
    public Tensor? Bias => Options.Affine ? get_parameter("bias")! : null;

    /// <summary>The running mean, [channels]; null without one.</summary>
    public Tensor? RunningMean => Options.TrackRunningStatistics ? get_buffer("running_mean")! : null;

    /// <summary>The running variance, [channels]; null without one.</summary>
    public Tensor? RunningVariance => Options.TrackRunningStatistics ? get_buffer("running_var")! : null;

    /// <summary>How many batches the running statistics have seen; null without them.</summary>
    public Tensor? BatchesTracked => Options.TrackRunningStatistics ? get_buffer("num_batches_tracked")! : null;

    /// <summary>
    /// The processes over whose rows together batch statistics are taken, forward and backward, so that they normalise as one process with
    /// the joined batch would; null for this process's rows alone. In train mode all of them then run the layer in the same order. Default
    /// null.
    /// </summary>
    public ProcessGroup? Group { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Forward(input, Activation.None);

    /// <summary>Normalises and activates in one go, which costs one pass over memory less where a fused kernel takes it.</summary>
    /// <param name="input">[N, channels, ...].</param>
    /// <param name="activation">What follows.</param>
    public Tensor Forward(Tensor input, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rank = input.Rank;
        if (!Ranks.Contains(rank) || input.Size(1) != Channels)
        {
            throw new ArgumentException(
                $"{GetType().Name} of {Channels} channels was given [{string.Join(", ", input.Shape)}]; {string.Join(" or ", Ranks)} "
                    + $"axes with {Channels} on the second were expected",
                nameof(input));
        }

        var momentum = CountBatch();
        var estimates = training || !Options.TrackRunningStatistics;
        if (training && Group is { Size: > 1 } group)
        {
            return BatchNormActivation.Activate(SynchronizedBatchNorm.Of(group, input, Weight, Bias, RunningMean, RunningVariance,
                momentum, Options.Epsilon), activation);
        }

        return BatchNormActivation.Apply(input, Weight, Bias, RunningMean, RunningVariance, estimates, momentum, Options.Epsilon,
            activation);
    }

    private protected abstract int[] Ranks { get; }

    /// <summary>
    /// Whether kernels may train this layer. A plain average needs the count of batches, and a group's statistics messages:
    /// both are the layer's own business.
    /// </summary>
    internal bool IsFixedShare => training && (Group is null or { Size: 1 })
        && Options is { Affine: true, TrackRunningStatistics: true, Momentum: not null };

    /// <summary>Whether kernels may apply this layer in eval mode: nothing is recorded and the statistics are the running ones.</summary>
    internal bool IsFrozen => !training && Options.TrackRunningStatistics && !torch.is_grad_enabled() && State.IsPlain;

    /// <summary>What kernels read, and change in train mode.</summary>
    internal BatchNormState State => new(Weight, Bias, RunningMean, RunningVariance, Options.Momentum ?? 0, Options.Epsilon);

    /// <summary>Counts a batch in train mode and says what share it has in the running statistics.</summary>
    internal double CountBatch()
    {
        if (!training || BatchesTracked is not { } count)
        {
            return Options.Momentum ?? 0;
        }

        using var guard = torch.no_grad();
        count.AddInPlace(1);
        return Options.Momentum ?? (1.0 / count.Item<long>());
    }
}
