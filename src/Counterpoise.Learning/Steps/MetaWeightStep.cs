using System.Globalization;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>
/// Learns a weight for each row so that a step on the weighted rows lowers the loss on a small clean set: θ̂ = θ − η ∇ (1/n) Σ vᵢ Lᵢ(θ),
/// φ follows −∂G(θ̂)/∂φ, then θ follows −∇ (1/n) Σ vᵢ Lᵢ with the new vᵢ = V(inputᵢ; φ).
/// </summary>
/// <remarks>
/// No second derivative is needed: ∂G/∂vᵢ = −(1/n) ⟨η ∇G(θ̂), ∇Lᵢ(θ)⟩ = −(1/n) d/dε Lᵢ(θ + ε η ∇G(θ̂)) at 0, which two more forward passes
/// give for all rows at once, by a central difference, also where batch norms couple the rows. Running statistics and the noise of dropouts
/// move once a step, as in plain training. η is the plain rate: momentum and decay have no part in θ̂. Cost: three forward and backward
/// passes and two forward ones. Reference: Shu et al., "Meta-Weight-Net: Learning an Explicit Mapping For Sample Weighting", NeurIPS 2019,
/// arXiv:1902.07379.
/// </remarks>
public sealed class MetaWeightStep : ITrainingStep, IDisposable
{
    private readonly Func<NamedBatch, ModelOutput> _forward;
    private readonly Func<ModelOutput, NamedBatch, Tensor> _rowLosses;
    private readonly Func<ModelOutput, NamedBatch, Tensor, Tensor> _input;
    private readonly nn.Module<Tensor, Tensor> _weights;
    private readonly EndlessBatches _meta;
    private readonly MetaWeightOptions _options;
    private readonly Optimizer _modelOptimizer;
    private readonly Optimizer _weightOptimizer;

    /// <summary>Creates the step, and moves the networks to its device.</summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="forward">What the model makes of a batch.</param>
    /// <param name="rowLosses">From output and batch to the losses of the rows, [N].</param>
    /// <param name="weights">From a row's input to its weight, [N, D] to [N] or [N, 1]; it stays the caller's.</param>
    /// <param name="meta">The clean, balanced set, whose rows are neither trained on nor evaluated.</param>
    /// <param name="options">The constants.</param>
    /// <param name="input">What the weight network sees, such as <see cref="WeightInputs.Feature"/>; the loss where null.</param>
    /// <param name="device">Where is computed; where the model is if null.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    public MetaWeightStep(
        nn.Module model, Func<NamedBatch, ModelOutput> forward, Func<ModelOutput, NamedBatch, Tensor> rowLosses,
        nn.Module<Tensor, Tensor> weights, EndlessBatches meta, MetaWeightOptions options,
        Func<ModelOutput, NamedBatch, Tensor, Tensor>? input = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(rowLosses);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(meta);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Model, _forward, _rowLosses, _weights, _meta, _options) = (model, forward, rowLosses, weights, meta, options);
        _input = input ?? WeightInputs.Loss;
        Device = StepModules.Place(device, [model, weights]);
        _modelOptimizer = options.Model.Create(model.NamedParameters());
        _weightOptimizer = options.Weights.Create(weights.NamedParameters());
        Parts = new Dictionary<string, nn.Module> { ["weights"] = weights };
        Optimizers = new OrderedDictionary<string, Optimizer>
        {
            ["optimizer"] = _modelOptimizer,
            ["weight_optimizer"] = _weightOptimizer,
        };
    }

    /// <inheritdoc/>
    public nn.Module Model { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, nn.Module> Parts { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, Optimizer> Optimizers { get; }

    /// <inheritdoc/>
    public Device Device { get; }

    /// <summary>False: a row's weight depends on the whole batch's virtual step.</summary>
    public bool CanBeShared => false;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Batches are accumulated, for which there is no virtual step.</exception>
    public StepOutcome Run(NamedBatch batch, StepContext context)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(context);
        if (context.AccumulatedBatches > 1)
        {
            throw new InvalidOperationException(
                "batches are accumulated, but the virtual step is that of one batch: set AccumulationSteps to 1");
        }

        using var scope = torch.NewDisposeScope();
        var point = new ModelPoint(Model, _modelOptimizer, context.RateOf);
        var (output, losses) = Losses(batch);
        var seen = _input(output, batch, losses).Detach();
        var weights = _weights.call(seen).Reshape(-1);
        var (slope, metaLoss) = Slope(batch, losses, weights.Detach(), point, context);
        point.Restore();

        context.Backward((weights * slope).Sum());
        context.Update(_weightOptimizer);
        Tensor renewed;
        using (torch.no_grad())
        {
            renewed = _weights.call(seen).Reshape(-1);
        }

        (output, losses) = Losses(batch);
        var total = (losses * renewed).Mean();
        context.Backward(total);
        context.Update(_modelOptimizer);
        var terms = new Dictionary<string, Tensor>
        {
            ["row_loss"] = scope.Keep(losses.Detach().Mean()),
            ["mean_weight"] = scope.Keep(renewed.Mean()),
            ["meta_loss"] = scope.Keep(metaLoss),
        };
        var kept = new ModelOutput(scope.Keep(output.Prediction)) { Extras =
            output.Extras.ToDictionary(e => e.Key, e => scope.Keep(e.Value)) };
        return new StepOutcome(new LossTerms(scope.Keep(total.Detach())) { Terms = terms }, kept);
    }

    /// <inheritdoc/>
    public string? Warn(EpochTotals totals, int epoch)
    {
        ArgumentNullException.ThrowIfNull(totals);
        const double least = 1e-3;
        return totals.Mean("mean_weight") < least
            ? string.Create(CultureInfo.InvariantCulture,
                $"the mean weight of the rows fell to {totals.Mean("mean_weight"):G2}: the model hardly learns; lower the weight "
                + $"network's learning rate, or check that the meta set has all classes")
            : null;
    }

    /// <summary>Frees the optimisers; networks stay.</summary>
    public void Dispose()
    {
        _modelOptimizer.Dispose();
        _weightOptimizer.Dispose();
    }

    private (ModelOutput Output, Tensor Losses) Losses(NamedBatch batch)
    {
        var output = _forward(batch);
        return (output, _rowLosses(output, batch));
    }

    /// <summary>∂G/∂v, [N], and G.</summary>
    private (Tensor Slope, Tensor MetaLoss) Slope(NamedBatch batch, Tensor losses, Tensor weights, ModelPoint point, StepContext context)
    {
        (losses * weights).Mean().Backward();
        point.MoveAgainstGradient();
        Tensor metaLoss;
        using (var meta = _meta.At(context.StepsTaken, Device))
        {
            metaLoss = Losses(meta).Losses.Mean();
            metaLoss.Backward();
        }

        var length = point.TakeDirection();
        using var guard = torch.no_grad();
        if (length == 0)
        {
            return (losses.Detach().ZerosLike(), metaLoss.Detach());
        }

        var reach = _options.Difference / length;
        point.MoveAlong(reach);
        var ahead = Losses(batch).Losses;
        point.MoveAlong(-reach);
        var behind = Losses(batch).Losses;
        return ((ahead - behind) * (-1 / (2 * reach * batch.RowCount)), metaLoss.Detach());
    }
}
