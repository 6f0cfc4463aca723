namespace Counterpoise.Comparisons;

/// <summary>What a comparison was made on.</summary>
public enum TaskKind
{
    /// <summary>Images: methods of training on scenarios of imbalance, repeated over seeds.</summary>
    Images,

    /// <summary>Tables: resamplers and classifiers on data sets, repeated over folds.</summary>
    Tables,
}
