using Counterpoise.Classifiers;
using Counterpoise.SavedModels;

namespace Counterpoise.TableModels;

/// <summary>A model of tables as a part of a file: the parts that <see cref="TableModel.Save"/> writes.</summary>
public sealed class FittedTableModelCodec() : ClassifierCodec<FittedTableModel>("table_model")
{
    /// <inheritdoc/>
    public override IFittedClassifier Read(PartReader part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(codecs);
        var model = TableModelFile.Read(part, codecs);
        try
        {
            return new FittedTableModel(model);
        }
        catch (ArgumentException fault)
        {
            model.Dispose();
            throw part.Fault(fault.Message);
        }
    }

    /// <inheritdoc/>
    protected override void Write(FittedTableModel fitted, PartWriter part, ClassifierCodecs codecs)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        TableModelFile.Write(fitted.Model, part, codecs);
    }
}
