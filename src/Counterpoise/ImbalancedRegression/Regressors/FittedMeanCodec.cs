using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>A constant in a file: <c>value</c>.</summary>
internal sealed class FittedMeanCodec() : RegressorCodec<FittedMean>("mean")
{
    public override IFittedRegressor Read(PartReader part) => new FittedMean(part.Number("value"));

    protected override void Write(FittedMean fitted, PartWriter part) => part.Number("value", fitted.Value);
}
