using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// Trains an embedding so that prototypes of a few supports name the queries of base classes; new classes are then judged by new prototypes
/// without any further training.
/// </summary>
/// <remarks>
/// Reference: Snell, Swersky and Zemel, NeurIPS 2017, arXiv:1703.05175; Tang et al., arXiv:2606.18872 for the adversarial part.
/// </remarks>
public static class EpisodicTraining
{
    /// <summary>Trains a linear projection of kept features, [d] to [width].</summary>
    /// <param name="features">The features of all rows.</param>
    /// <param name="sampler">Episodes of base classes.</param>
    /// <param name="width">Numbers of an embedding, at least 1.</param>
    /// <param name="options">How; the defaults where null.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static nn.Module<Tensor, Tensor> FitProjection(DenseMatrix features, EpisodeSampler sampler, int width,
        EpisodicTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        options ??= new EpisodicTrainingOptions();
        var projection = new Linear(features.Columns, width).Initialize(options.Seed);
        using var scope = torch.NewDisposeScope();
        var all = Tensor.FromArray(features.Data, features.Rows, features.Columns).to_type(ScalarType.Float32);
        Run([.. projection.parameters()], sampler, rows => (projection.Forward(all.index_select(0, rows)), null), options,
            cancellationToken);
        return projection;
    }

    /// <summary>Embeds rows of features.</summary>
    /// <param name="projection">From <see cref="FitProjection"/>.</param>
    /// <param name="features">n rows.</param>
    public static DenseMatrix Embed(nn.Module<Tensor, Tensor> projection, DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(features);
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var embedded = projection.Forward(Tensor.FromArray(features.Data, features.Rows, features.Columns).to_type(ScalarType.Float32))
            .to_type(ScalarType.Float64);
        return new(features.Rows, (int)embedded.Size(1), embedded.ToArray<double>());
    }

    /// <summary>Trains any embedding.</summary>
    /// <param name="parameters">What is learnt.</param>
    /// <param name="sampler">Episodes of base classes.</param>
    /// <param name="embed">Rows of int64 to their embeddings [n, d] and, where there is an adversary, its loss; recorded by
    /// autograd.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>The mean loss of the last tenth of the steps.</returns>
    /// <exception cref="ArgumentException">Options are out of range, or there are fewer classes than ways.</exception>
    public static double Run(IReadOnlyList<Tensor> parameters, EpisodeSampler sampler, Func<Tensor,
        (Tensor Embedding, Tensor? Adversary)> embed, EpisodicTrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(embed);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using var optimizer = new Adam(parameters, new AdamOptions { LearningRate = options.LearningRate });
        var (last, count) = (0.0, 0);
        for (var step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var loss = torch.zeros(1).squeeze();
            for (var e = 0; e < options.EpisodesPerStep; e++)
            {
                loss = loss + Loss(sampler.Draw((step * options.EpisodesPerStep) + e, options.Ways, options.Shots, options.Queries), embed,
                    options);
            }

            loss = loss / options.EpisodesPerStep;
            optimizer.ZeroGrad();
            loss.backward();
            optimizer.Step();
            if (step >= options.Steps - Math.Max(1, options.Steps / 10))
            {
                (last, count) = (last + loss.ToDouble(), count + 1);
            }
        }

        return last / count;
    }

    private static Tensor Loss(Episode episode, Func<Tensor, (Tensor Embedding, Tensor? Adversary)> embed, EpisodicTrainingOptions options)
    {
        if (episode.Query.Length == 0)
        {
            throw new ArgumentException(
                $"an episode of classes {string.Join(", ", episode.Classes)} has no query: each class needs more patients than shots");
        }

        var (rows, adversary) = embed(Tensor.FromArray([.. episode.Support.Concat(episode.Query).Select(r => (long)r)]));
        var support = rows.narrow(0, 0, episode.Support.Length);
        var query = rows.narrow(0, episode.Support.Length, episode.Query.Length);
        var prototypes = Prototypes.Compute(support, Tensor.FromArray([.. episode.SupportLabels.Select(l => (long)l)]),
            episode.Classes.Length, options.Distance);
        var log = Prototypes.LogProbabilities(query, prototypes, options.Distance, options.Scale);
        var loss = torch.nn.functional.nll_loss(log, Tensor.FromArray([.. episode.QueryLabels.Select(l => (long)l)]));
        return adversary is null || options.AdversarialWeight == 0 ? loss : loss + (options.AdversarialWeight * adversary);
    }
}
