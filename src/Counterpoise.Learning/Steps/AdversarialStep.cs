using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// A generator G and a discriminator D against each other: D minimises BCE(D(x), t) + BCE(D(G(z)), 0), then G minimises BCE(D(G(z)), 1),
/// z ~ N(0, I) from a stream of seed, epoch and batch.
/// </summary>
/// <remarks>
/// <see cref="Model"/> is the generator. D gives logits, [N] or [N, 1]. Reference: Goodfellow et al., "Generative Adversarial Nets",
/// NeurIPS 2014, arXiv:1406.2661, with the loss for G that does not saturate and one-sided smooth labels (Salimans et al.,
/// arXiv:1606.03498).
/// </remarks>
public sealed class AdversarialStep : ITrainingStep, IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _generator;
    private readonly nn.Module<Tensor, Tensor> _discriminator;
    private readonly AdversarialStepOptions _options;
    private readonly Optimizer _generatorOptimizer;
    private readonly Optimizer _discriminatorOptimizer;

    /// <summary>Creates the step, and moves the networks to its device.</summary>
    /// <param name="generator">Noise [N, Z] to rows [N, …]; it stays the caller's.</param>
    /// <param name="discriminator">Rows [N, …] to logits [N] or [N, 1]; it stays the caller's.</param>
    /// <param name="options">The constants.</param>
    /// <param name="device">Where is computed; where the generator is if null.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    public AdversarialStep(
        nn.Module<Tensor, Tensor> generator, nn.Module<Tensor, Tensor> discriminator, AdversarialStepOptions options, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(discriminator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_generator, _discriminator, _options) = (generator, discriminator, options);
        Device = StepModules.Place(device, [generator, discriminator]);
        _generatorOptimizer = options.Generator.Create(generator.NamedParameters());
        _discriminatorOptimizer = options.Discriminator.Create(discriminator.NamedParameters());
        Parts = new Dictionary<string, nn.Module> { ["discriminator"] = discriminator };
        Optimizers = new OrderedDictionary<string, Optimizer>
        {
            ["generator_optimizer"] = _generatorOptimizer,
            ["discriminator_optimizer"] = _discriminatorOptimizer,
        };
    }

    /// <inheritdoc/>
    public nn.Module Model => _generator;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Parts { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Optimizer> Optimizers { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <inheritdoc/>
    public StepOutcome Run(NamedBatch batch, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(context);
        var real = batch.Input(_options.Input);
        var reality = Discriminate(real, context);
        using var frozen = new FrozenParameters(_discriminatorOptimizer.Groups.SelectMany(g => g.Parameters));
        var made = _generator.call(Noise(real, context, _options.DiscriminatorSteps));
        var generated = Cross(_discriminator.call(made), 1);
        context.Backward(generated);
        context.Update(_generatorOptimizer);
        return new StepOutcome(
            new LossTerms(generated.Detach() + reality)
            {
                Terms = new Dictionary<string, Tensor> { ["generator"] = generated.Detach(), ["discriminator"] = reality },
            },
            new ModelOutput(made));
    }

    /// <summary>Frees the optimisers; networks stay.</summary>
    public void Dispose()
    {
        _generatorOptimizer.Dispose();
        _discriminatorOptimizer.Dispose();
    }

    private static Tensor Cross(Tensor logits, double target)
    {
        var flat = logits.Reshape(-1);
        return nn.functional.binary_cross_entropy_with_logits(flat, torch.full_like(flat, target));
    }

    private Tensor Discriminate(Tensor real, StepContext context)
    {
        var last = real;
        for (var i = 0; i < _options.DiscriminatorSteps; i++)
        {
            Tensor made;
            using (torch.no_grad())
            {
                made = _generator.call(Noise(real, context, i));
            }

            var loss = Cross(_discriminator.call(real), _options.RealTarget) + Cross(_discriminator.call(made), 0);
            context.Backward(loss);
            context.Update(_discriminatorOptimizer);
            last = loss.Detach();
        }

        return last;
    }

    /// <summary>Each row's noise follows from its place in the joined batch, so that ranks draw what one process would.</summary>
    private Tensor Noise(Tensor real, StepContext context, int draw)
    {
        var at = context.Position;
        var values = new float[at.Rows.Count * _options.NoiseSize];
        for (var i = 0; i < at.Rows.Count; i++)
        {
            var place = (ulong)(at.Rank + (i * at.Ranks));
            var stream = new RandomStream(_options.Seed, "noise", (ulong)at.Epoch, (ulong)at.Batch, (ulong)draw, place);
            for (var z = 0; z < _options.NoiseSize; z++)
            {
                values[(i * _options.NoiseSize) + z] = (float)stream.NextNormal();
            }
        }

        return Tensor.FromArray(values, at.Rows.Count, _options.NoiseSize).To(Device, real.Type);
    }
}
