using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>Writes and reads one kind of fitted classifier. Implement it to save a model of your own.</summary>
public interface IClassifierCodec
{
    /// <summary>The name of the kind in files, in snake_case; it never changes.</summary>
    string Kind { get; }

    /// <summary>The type that is written.</summary>
    Type Fitted { get; }

    /// <summary>Writes all that predicting needs.</summary>
    /// <param name="fitted">A classifier of type <see cref="Fitted"/>.</param>
    /// <param name="part">Where it is written.</param>
    /// <param name="codecs">Write the classifiers within it.</param>
    void Write(IFittedClassifier fitted, PartWriter part, ClassifierCodecs codecs);

    /// <summary>Reads a classifier that predicts the same, bit for bit. What is read is not trusted.</summary>
    /// <param name="part">What <see cref="Write"/> wrote, or what somebody else made of it.</param>
    /// <param name="codecs">Read the classifiers within it.</param>
    /// <exception cref="InvalidDataException">The part does not describe such a classifier.</exception>
    IFittedClassifier Read(PartReader part, ClassifierCodecs codecs);
}
