namespace Counterpoise.Learning.Objectives;

/// <summary>The loss of one step and the parts that a log shows; nothing here waits for a device.</summary>
/// <param name="Total">What is minimised, a scalar that gradients flow through; a mean over rows.</param>
public sealed record LossTerms(Tensor Total)
{
    /// <summary>Parts of the loss by name, scalars, each a mean over the batch's rows. Default none.</summary>
    public IReadOnlyDictionary<string, Tensor> Terms { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>Numbers known on the processor that are means over the batch's rows. Default none.</summary>
    public IReadOnlyDictionary<string, double> Means { get; init; } = new Dictionary<string, double>();

    /// <summary>Numbers known on the processor that add up over ranks, such as counts. Default none.</summary>
    public IReadOnlyDictionary<string, double> Counts { get; init; } = new Dictionary<string, double>();
}
