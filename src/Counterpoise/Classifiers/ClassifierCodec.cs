using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>Writes and reads fitted classifiers of one type.</summary>
/// <param name="kind">The name of the kind in files.</param>
/// <typeparam name="T">The type.</typeparam>
public abstract class ClassifierCodec<T>(string kind) : IClassifierCodec
    where T : IFittedClassifier
{
    /// <inheritdoc/>
    public string Kind => kind;

    /// <inheritdoc/>
    public Type Fitted => typeof(T);

    /// <inheritdoc/>
    public void Write(IFittedClassifier fitted, PartWriter part, ClassifierCodecs codecs) => Write((T)fitted, part, codecs);

    /// <inheritdoc/>
    public abstract IFittedClassifier Read(PartReader part, ClassifierCodecs codecs);

    /// <summary>Writes all that predicting needs.</summary>
    /// <param name="fitted">The classifier.</param>
    /// <param name="part">Where it is written.</param>
    /// <param name="codecs">Write the classifiers within it.</param>
    protected abstract void Write(T fitted, PartWriter part, ClassifierCodecs codecs);
}
