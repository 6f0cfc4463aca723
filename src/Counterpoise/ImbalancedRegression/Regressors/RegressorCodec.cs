using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Writes and reads fitted regressors of one type.</summary>
/// <param name="kind">The name of the kind in files.</param>
/// <typeparam name="T">The type.</typeparam>
public abstract class RegressorCodec<T>(string kind) : IRegressorCodec
    where T : IFittedRegressor
{
    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public Type Fitted => typeof(T);

    /// <inheritdoc/>
    public void Write(IFittedRegressor fitted, PartWriter part) => Write((T)fitted, part);

    /// <inheritdoc/>
    public abstract IFittedRegressor Read(PartReader part);

    /// <summary>Writes all that predicting needs.</summary>
    /// <param name="fitted">The regressor.</param>
    /// <param name="part">Where it is written.</param>
    protected abstract void Write(T fitted, PartWriter part);
}
