using Counterpoise.ImbalancedRegression;
using Counterpoise.SavedModels;

namespace Counterpoise.Boosting;

/// <summary>Boosted trees that predict a number in a file: <c>model</c>, the bytes of LightGBM's own format.</summary>
internal sealed class BoostedRegressionCodec() : RegressorCodec<BoostedRegression>("boosted_trees")
{
    public override IFittedRegressor Read(PartReader part)
    {
        var bytes = part.Bytes("model");
        try
        {
            return BoostedRegression.Read(bytes, Environment.ProcessorCount);
        }
        catch (InvalidDataException fault)
        {
            throw part.Fault(fault.Message);
        }
    }

    protected override void Write(BoostedRegression fitted, PartWriter part) => part.Bytes("model", fitted.Serialize());
}
