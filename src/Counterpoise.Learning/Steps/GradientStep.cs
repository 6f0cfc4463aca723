using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Optimization;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>The common step: forward, objective, backward, one optimiser.</summary>
public sealed class GradientStep : ITrainingStep, IDisposable
{
    private readonly Func<NamedBatch, ModelOutput> _forward;
    private readonly Optimizer _optimizer;

    /// <summary>Creates the step, and moves the modules to its device.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="forward">What the model makes of a batch.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="optimizer">How.</param>
    /// <param name="parts">Other modules that are trained, by name; they stay the caller's. None where null.</param>
    /// <param name="device">Where is computed; where the model is if null.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">A setting is out of its range.</exception>
    public GradientStep(
        nn.Module model, Func<NamedBatch, ModelOutput> forward, IObjective objective, OptimizerSettings optimizer,
        IReadOnlyDictionary<string, nn.Module>? parts = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(optimizer);
        (Model, _forward, Objective) = (model, forward, objective);
        Parts = parts ?? new Dictionary<string, nn.Module>();
        Device = StepModules.Place(device, [model, .. Parts.Values]);
        _optimizer = optimizer.Create(model.NamedParameters().Concat(Parts.SelectMany(p => StepModules.Named(p.Key, p.Value))));
        Optimizers = new Dictionary<string, Optimizer> { ["optimizer"] = _optimizer };
    }

    /// <inheritdoc/>
    public nn.Module Model { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Parts { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Optimizer> Optimizers { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>What is minimised.</summary>
    public IObjective Objective { get; }

    /// <inheritdoc/>
    public nn.Module? Steering { get; init; }

    /// <summary>Called when a stage freezes parts; null, the default, for nothing beyond parameters and batch norms.</summary>
    public Action? OnFreeze { get; init; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Memory
    {
        get => Objective.Memory;
        set => Objective.Memory = value;
    }

    /// <summary>What the model makes of a batch, in the mode it is in.</summary>
    /// <param name="batch">The batch, on <see cref="Device"/>.</param>
    public ModelOutput Forward(NamedBatch batch) => _forward(batch);

    /// <inheritdoc/>
    public StepOutcome Run(NamedBatch batch, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(context);
        var output = _forward(batch);
        var terms = Objective.Compute(output, batch, context.Position);
        context.Backward(terms.Total);
        context.Update(_optimizer);
        return new StepOutcome(terms, output);
    }

    /// <inheritdoc/>
    public void FreezeParts() => OnFreeze?.Invoke();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Summarize(EpochTotals totals, int epoch) => Objective.Summarize(totals, epoch);

    /// <inheritdoc/>
    public string? Warn(EpochTotals totals, int epoch) => Objective.Warn(totals, epoch);

    /// <summary>Frees the optimiser; modules stay.</summary>
    public void Dispose() => _optimizer.Dispose();
}
