using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Boosting;

/// <summary>Boosted trees in a file: <c>model</c>, the bytes of the library's own format with the note of the columns.</summary>
internal sealed class BoostedTreesCodec() : ClassifierCodec<BoostedTrees>("boosted_trees")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var bytes = part.Bytes("model");
        try
        {
            return BoostedTrees.Read(bytes, "boosted trees", Environment.ProcessorCount);
        }
        catch (InvalidDataException fault)
        {
            throw part.Fault(fault.Message);
        }
    }

    protected override void Write(BoostedTrees fitted, PartWriter part, ClassifierCodecs codecs) => part.Bytes("model", fitted.Serialize());
}
