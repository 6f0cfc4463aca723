namespace Counterpoise.Comparisons;

/// <summary>What a method changes, from the simplest on: nothing, the decision, the loss, or the data.</summary>
public enum MethodLevel
{
    /// <summary>Plain training: nothing is changed.</summary>
    Plain,

    /// <summary>The decision after training, such as a tuned threshold or post-hoc logit adjustment.</summary>
    Decision,

    /// <summary>The loss or the weights of rows, such as class weights.</summary>
    Loss,

    /// <summary>The training rows, such as SMOTE.</summary>
    Data,
}
