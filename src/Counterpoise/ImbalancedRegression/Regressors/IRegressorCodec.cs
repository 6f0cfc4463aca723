using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Writes and reads one kind of fitted regressor. Implement it to save a model of your own.</summary>
public interface IRegressorCodec
{
    /// <summary>The name of the kind in files, in snake_case; it never changes.</summary>
    string Kind { get; }

    /// <summary>The type that is written.</summary>
    Type Fitted { get; }

    /// <summary>Writes all that predicting needs.</summary>
    /// <param name="fitted">A regressor of type <see cref="Fitted"/>.</param>
    /// <param name="part">Where it is written.</param>
    void Write(IFittedRegressor fitted, PartWriter part);

    /// <summary>Reads a regressor that predicts the same, bit for bit. What is read is not trusted.</summary>
    /// <param name="part">What <see cref="Write"/> wrote, or what somebody else made of it.</param>
    /// <exception cref="InvalidDataException">The part does not describe such a regressor.</exception>
    IFittedRegressor Read(PartReader part);
}
