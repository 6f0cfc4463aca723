namespace Counterpoise.Vision.Sources;

/// <summary>What tells which images of class folders belong together and must stay on one side of a split.</summary>
public enum ImageGroupRule
{
    /// <summary>Nothing: each image stands alone.</summary>
    None,

    /// <summary>The folder below the class folder, as <c>class/patient/file</c>; one name in two classes is one group.</summary>
    Folder,
}
