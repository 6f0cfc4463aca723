using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Measures the statistics of batch norms anew: their running mean and variance become the plain averages of those of some batches, under
/// the weights as they are now. After a training of few steps the running ones still hold what the layers began with.
/// </summary>
/// <remarks>
/// The layers that are in train mode are measured, all at once, in one pass: a layer sees its input normalised by the batch, as in
/// training.
/// Weights, gradients and the noise of dropouts stay as they are. Equal to PyTorch's <c>torch.optim.swa_utils.update_bn</c>.
/// Reference: Wu and Johnson, "Rethinking 'Batch' in BatchNorm", 2021, arXiv:2105.07576, section 3.
/// </remarks>
public static class NormStatistics
{
    /// <summary>Measures a model.</summary>
    /// <param name="model">The model, in the mode in which it trains.</param>
    /// <param name="forwards">Runs the model on one batch each.</param>
    /// <returns>How many batches were seen; without layers to measure, 0.</returns>
    public static int Measure(nn.Module model, IEnumerable<Action> forwards)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forwards);
        var norms = model.NamedModules().Select(m => m.Value).Where(m => m.training).Select(Moments.Of).OfType<Moments>().ToArray();
        if (norms.Length == 0)
        {
            return 0;
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var noise = model.NoiseStates();
        var seen = 0;
        foreach (var forward in forwards)
        {
            Array.ForEach(norms, n => n.Clear());
            using (torch.NewDisposeScope())
            {
                forward();
            }

            seen++;
            Array.ForEach(norms, n => n.Take(seen));
        }

        Array.ForEach(norms, n => n.Put(seen));
        model.RestoreNoise(noise);
        return seen;
    }

    /// <summary>One layer. After a batch from zero its running values are the momentum's share of the batch's.</summary>
    private sealed class Moments(Tensor mean, Tensor variance, Tensor? count, double? momentum)
    {
        private readonly Tensor _mean = mean.Clone();
        private readonly Tensor _variance = variance.Clone();
        private readonly Tensor? _count = count?.Clone();
        private readonly Tensor _means = mean.ZerosLike();
        private readonly Tensor _variances = variance.ZerosLike();

        public static Moments? Of(nn.Module module) => module switch
        {
            BatchNorm { RunningMean: { } mean, RunningVariance: { } variance } own when own.Options.Momentum is null or > 0 =>
                new Moments(mean, variance, own.BatchesTracked, own.Options.Momentum),
            TorchSharp.Modules.BatchNorm { running_mean: { } mean, running_var: { } variance } stock =>
                new Moments(mean, variance, stock.num_batches_tracked, stock.momentum),
            _ => null,
        };

        public void Clear()
        {
            mean.ZeroInPlace();
            variance.ZeroInPlace();
            count?.ZeroInPlace();
        }

        public void Take(int number)
        {
            // The plain average is that of one batch, whose share is 1.
            var share = momentum ?? 1;
            _means.AddInPlace(((mean / share) - _means) / number);
            _variances.AddInPlace(((variance / share) - _variances) / number);
        }

        public void Put(int seen)
        {
            mean.CopyFrom(seen > 0 ? _means : _mean);
            variance.CopyFrom(seen > 0 ? _variances : _variance);
            count?.CopyFrom(_count!);
        }
    }
}
