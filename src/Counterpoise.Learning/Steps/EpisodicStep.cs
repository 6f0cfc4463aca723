using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Optimization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// Prototypical networks: the prototype of a class is the mean embedding of its support rows, a query's logits are −‖z − pₖ‖² / τ, and the
/// loss is their cross-entropy.
/// </summary>
/// <remarks>
/// A batch is an episode as <see cref="Sampling.EpisodicBatches"/> draws it: class by class, support before queries; its prediction is
/// [K Q, K]. O(K² Q D). Reference: Snell, Swersky and Zemel, "Prototypical Networks for Few-shot Learning", NeurIPS 2017, arXiv:1703.05175.
/// </remarks>
public sealed class EpisodicStep : ITrainingStep, IDisposable
{
    private readonly Func<NamedBatch, Tensor> _embed;
    private readonly Optimizer _optimizer;
    private readonly int _shots;
    private readonly int _queries;
    private readonly double _temperature;

    /// <summary>Creates the step, and moves the model to its device.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="embed">From a batch to embeddings, [N, D].</param>
    /// <param name="shots">Support rows of a class, at least 1.</param>
    /// <param name="queries">Query rows of a class, at least 1.</param>
    /// <param name="optimizer">How is learnt.</param>
    /// <param name="temperature">τ, positive; 1 in the paper.</param>
    /// <param name="device">Where is computed; where the model is if null.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">A setting is out of its range.</exception>
    public EpisodicStep(
        nn.Module model, Func<NamedBatch, Tensor> embed, int shots, int queries, OptimizerSettings optimizer, double temperature = 1,
        Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(embed);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        (Model, _embed, _shots, _queries, _temperature) = (model, embed, shots, queries, temperature);
        Device = StepModules.Place(device, [model]);
        _optimizer = optimizer.Create(model.NamedParameters());
        Optimizers = new Dictionary<string, Optimizer> { ["optimizer"] = _optimizer };
    }

    /// <inheritdoc/>
    public nn.Module Model { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Optimizer> Optimizers { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>False: queries are compared with prototypes of the whole episode.</summary>
    public bool CanBeShared => false;

    /// <inheritdoc/>
    public StepOutcome Run(NamedBatch batch, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(context);
        var logits = Logits(_embed(batch), _shots, _queries, _temperature);
        var ways = (int)logits.Size(1);
        var labels = torch.arange(ways, device: Device).repeat_interleave(_queries);
        var loss = nn.functional.cross_entropy(logits, labels);
        context.Backward(loss);
        context.Update(_optimizer);
        var terms = new Dictionary<string, Tensor> { ["accuracy"] = logits.Detach().ArgMax(1).EqualTo(labels).Double().Mean() };
        return new StepOutcome(new LossTerms(loss) { Terms = terms }, new ModelOutput(logits));
    }

    /// <summary>The logits of an episode's queries, [K Q, K], class by class.</summary>
    /// <param name="embeddings">[K (S + Q), D], class by class, support before queries.</param>
    /// <param name="shots">S.</param>
    /// <param name="queries">Q.</param>
    /// <param name="temperature">τ, positive.</param>
    /// <exception cref="ArgumentException">The rows are no multiple of S + Q.</exception>
    public static Tensor Logits(Tensor embeddings, int shots, int queries, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.Rank != 2 || embeddings.Size(0) % (shots + queries) != 0)
        {
            throw new ArgumentException(
                $"the embeddings are {embeddings.ShapeText}; with {shots} shots and {queries} queries a class, [K · {shots + queries}, "
                + $"D] was expected", nameof(embeddings));
        }

        using var scope = torch.NewDisposeScope();
        var byClass = embeddings.Reshape(-1, shots + queries, embeddings.Size(1));
        var prototypes = byClass.Narrow(1, 0, shots).Mean(1);
        var asked = byClass.Narrow(1, shots, queries).Reshape(-1, embeddings.Size(1));
        return scope.Keep((asked.Unsqueeze(1) - prototypes.Unsqueeze(0)).Square().Sum(2) * (-1 / temperature));
    }

    /// <summary>Frees the optimiser; the model stays.</summary>
    public void Dispose() => _optimizer.Dispose();
}
