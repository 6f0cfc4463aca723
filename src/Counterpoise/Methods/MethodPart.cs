namespace Counterpoise.Methods;

/// <summary>
/// The parts of a method's name, in the order in which they stand in it:
/// <c>[INPUT/][DATA/][LOSS[-drw][+CONTRASTIVE][:STAGE]][/DECISION]</c>.
/// </summary>
public enum MethodPart
{
    /// <summary>
    /// What a linear model sees in place of the network: <c>probe</c>, the features of a frozen network; or that nothing is looked at.
    /// </summary>
    Input,

    /// <summary>How the training rows are resampled, such as <c>smote</c>.</summary>
    Data,

    /// <summary>The classification loss or the weights of rows, such as <c>wce</c>.</summary>
    Loss,

    /// <summary>The contrastive loss beside it, such as <c>supcon</c>.</summary>
    Contrastive,

    /// <summary>A second training of the last layer, such as <c>crt</c>.</summary>
    Stage,

    /// <summary>How probabilities become classes after training, such as <c>threshold</c>.</summary>
    Decision,
}
