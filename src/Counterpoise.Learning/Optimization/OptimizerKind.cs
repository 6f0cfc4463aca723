namespace Counterpoise.Learning.Optimization;

/// <summary>The optimiser of a run.</summary>
public enum OptimizerKind
{
    /// <summary>Adam; the weight decay is added to the gradient. The default.</summary>
    Adam,

    /// <summary>AdamW; the weight decay shrinks the parameters.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with Nesterov momentum 0.9.</summary>
    Sgd,
}
