using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.Tabular.RgNet;

/// <summary>RGNet and its control in a file: <c>model</c>, the bytes of their own safetensors file.</summary>
internal sealed class ScaleNetworkCodec() : ClassifierCodec<FittedScaleNetwork>("scale_network")
{
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        var bytes = part.Bytes("model");
        try
        {
            return InTemporaryFile(path =>
            {
                File.WriteAllBytes(path, bytes);
                return FittedScaleNetwork.Load(path);
            });
        }
        catch (InvalidDataException fault)
        {
            throw part.Fault(fault.Message);
        }
    }

    protected override void Write(FittedScaleNetwork fitted, PartWriter part, ClassifierCodecs codecs) =>
        part.Bytes("model", InTemporaryFile(path =>
    {
        fitted.Save(path);
        return File.ReadAllBytes(path);
    }));

    // The reader of weight files maps a file, so that it never trusts more than a header in memory.
    private static T InTemporaryFile<T>(Func<string, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise-");
        try
        {
            return use(Path.Combine(folder.FullName, "network.safetensors"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
