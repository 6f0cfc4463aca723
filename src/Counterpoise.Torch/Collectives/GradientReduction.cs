namespace Counterpoise.Torch.Collectives;

/// <summary>How the gradients of all ranks become one.</summary>
public enum GradientReduction
{
    /// <summary>Their mean: right for losses that are means over equally many rows. The default.</summary>
    Mean,

    /// <summary>Their sum: right when each rank has multiplied its loss by its share of the rows.</summary>
    Sum,
}
