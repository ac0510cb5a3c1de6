namespace Inpaint.Augmentation.Bikes;

/// <summary>
/// The columns of a bicycle's parameters, in the order of the schema "bikes". What a column means here follows its name in the bike
/// design challenge; where that leaves room, the comment says what this renderer takes it for.
/// </summary>
internal enum BikeParameter
{
    /// <summary>"CS textfield": from bottom bracket to rear axle, mm.</summary>
    ChainStayLength,

    /// <summary>"BB textfield": how far the bottom bracket lies below the rear axle, mm.</summary>
    BottomBracketDrop,

    /// <summary>"Stack": height of the head tube's top over the bottom bracket, mm.</summary>
    Stack,

    /// <summary>"Head angle": of the steering axis against the ground, degrees.</summary>
    HeadAngle,

    /// <summary>"Head tube length textfield": mm.</summary>
    HeadTubeLength,

    /// <summary>"Seat stay junction0": from the seat tube's top down to where the seat stays meet it, mm.</summary>
    SeatStayJunction,

    /// <summary>"Seat tube length": from bottom bracket to the seat tube's top, mm.</summary>
    SeatTubeLength,

    /// <summary>"Seat angle": of the seat tube against the ground, degrees.</summary>
    SeatAngle,

    /// <summary>"DT Length": from bottom bracket to the head tube, mm.</summary>
    DownTubeLength,

    /// <summary>"BB diameter": of the shell, mm.</summary>
    BottomBracketDiameter,

    /// <summary>"ttd": mm.</summary>
    TopTubeDiameter,

    /// <summary>"dtd": of the down tube where it meets the head tube, mm.</summary>
    DownTubeHeadDiameter,

    /// <summary>"csd": mm.</summary>
    ChainStayDiameter,

    /// <summary>"ssd": mm.</summary>
    SeatStayDiameter,

    /// <summary>"Chain stay position on BB": how far behind the bottom bracket's centre the chain stays begin, mm.</summary>
    ChainStayPosition,

    /// <summary>"SSTopZOFFSET": how far behind the seat tube's axis the seat stays end, mm.</summary>
    SeatStayTopOffset,

    /// <summary>"Head tube upper extension2": from the head tube's top down to the top tube, mm.</summary>
    HeadTubeUpperExtension,

    /// <summary>"Seat tube extension2": from the seat tube's top down to the top tube, mm.</summary>
    SeatTubeExtension,

    /// <summary>"Head tube lower extension2": from the head tube's bottom up to the down tube, mm.</summary>
    HeadTubeLowerExtension,

    /// <summary>"SEATSTAYbrdgshift": from rear axle to the seat stays' bridge, mm.</summary>
    SeatStayBridgeShift,

    /// <summary>"CHAINSTAYbrdgshift": from rear axle to the chain stays' bridge, mm.</summary>
    ChainStayBridgeShift,

    /// <summary>"SEATSTAYbrdgdia1": mm.</summary>
    SeatStayBridgeDiameter,

    /// <summary>"CHAINSTAYbrdgdia1": mm.</summary>
    ChainStayBridgeDiameter,

    /// <summary>"SEATSTAYbrdgCheck": whether the seat stays have a bridge.</summary>
    SeatStayBridge,

    /// <summary>"CHAINSTAYbrdgCheck": whether the chain stays have a bridge.</summary>
    ChainStayBridge,

    /// <summary>"Dropout spacing": between the rear dropouts, mm; not seen from the side.</summary>
    DropoutSpacing,

    /// <summary>"Wall thickness Bottom Bracket": thickness, mm; not seen.</summary>
    BottomBracketWall,

    /// <summary>"Wall thickness Top tube": thickness, mm; not seen.</summary>
    TopTubeWall,

    /// <summary>"Wall thickness Head tube": thickness, mm; not seen.</summary>
    HeadTubeWall,

    /// <summary>"Wall thickness Down tube": thickness, mm; not seen.</summary>
    DownTubeWall,

    /// <summary>"Wall thickness Chain stay": thickness, mm; not seen.</summary>
    ChainStayWall,

    /// <summary>"Wall thickness Seat stay": thickness, mm; not seen.</summary>
    SeatStayWall,

    /// <summary>"Wall thickness Seat tube": thickness, mm; not seen.</summary>
    SeatTubeWall,

    /// <summary>"ERD rear": where the rear spokes end in the rim, mm.</summary>
    RearEffectiveRimDiameter,

    /// <summary>"Wheel width rear": mm.</summary>
    RearTyreWidth,

    /// <summary>"BSD front": where the front tyre sits on the rim, mm.</summary>
    FrontBeadSeatDiameter,

    /// <summary>"Wheel width front": mm.</summary>
    FrontTyreWidth,

    /// <summary>"ERD front": where the front spokes end in the rim, mm.</summary>
    FrontEffectiveRimDiameter,

    /// <summary>"BSD rear": where the rear tyre sits on the rim, mm.</summary>
    RearBeadSeatDiameter,

    /// <summary>"Display AEROBARS": whether there are aerobars.</summary>
    Aerobars,

    /// <summary>"BB length": width of the shell, mm; not seen from the side.</summary>
    BottomBracketLength,

    /// <summary>"Head tube diameter": mm.</summary>
    HeadTubeDiameter,

    /// <summary>"Wheel cut": diameter cut out of the seat tube for the rear wheel, mm; not drawn.</summary>
    WheelCut,

    /// <summary>"Seat tube diameter": mm.</summary>
    SeatTubeDiameter,

    /// <summary>"Front Fender include": whether there is one.</summary>
    FrontFender,

    /// <summary>"Rear Fender include": whether there is one.</summary>
    RearFender,

    /// <summary>"Number of cogs": sprockets on the rear hub.</summary>
    Cogs,

    /// <summary>"Number of chainrings": on the crank.</summary>
    Chainrings,

    /// <summary>"Display RACK": whether there is one over the rear wheel.</summary>
    Rack,

    /// <summary>"FIRST color R_RGB": of the frame, 0 to 255.</summary>
    ColorRed,

    /// <summary>"FIRST color G_RGB": of the frame, 0 to 255.</summary>
    ColorGreen,

    /// <summary>"FIRST color B_RGB": of the frame, 0 to 255.</summary>
    ColorBlue,

    /// <summary>"SPOKES composite front": blades of a composite wheel beyond the first two.</summary>
    CompositeSpokes,

    /// <summary>"SBLADEW front": of a composite front wheel, mm.</summary>
    FrontBladeWidth,

    /// <summary>"SBLADEW rear": of a composite rear wheel, mm.</summary>
    RearBladeWidth,

    /// <summary>"Saddle length": mm.</summary>
    SaddleLength,

    /// <summary>"Saddle height": from bottom bracket along the seat tube to the saddle's top, mm.</summary>
    SaddleHeight,

    /// <summary>"Down tube diameter": where it meets the bottom bracket, mm.</summary>
    DownTubeDiameter,

    /// <summary>"Seatpost LENGTH": of the whole post, mm.</summary>
    SeatpostLength,

    /// <summary>"MATERIAL OHCLASS: ALUMINIUM".</summary>
    MaterialAluminium,

    /// <summary>"MATERIAL OHCLASS: BAMBOO".</summary>
    MaterialBamboo,

    /// <summary>"MATERIAL OHCLASS: CARBON".</summary>
    MaterialCarbon,

    /// <summary>"MATERIAL OHCLASS: OTHER".</summary>
    MaterialOther,

    /// <summary>"MATERIAL OHCLASS: STEEL".</summary>
    MaterialSteel,

    /// <summary>"MATERIAL OHCLASS: TITANIUM".</summary>
    MaterialTitanium,

    /// <summary>"Dropout spacing style OHCLASS: 0".</summary>
    DropoutStyle0,

    /// <summary>"Dropout spacing style OHCLASS: 1".</summary>
    DropoutStyle1,

    /// <summary>"Dropout spacing style OHCLASS: 2".</summary>
    DropoutStyle2,

    /// <summary>"Dropout spacing style OHCLASS: 3".</summary>
    DropoutStyle3,

    /// <summary>"Fork type OHCLASS: 0".</summary>
    ForkType0,

    /// <summary>"Fork type OHCLASS: 1".</summary>
    ForkType1,

    /// <summary>"Fork type OHCLASS: 2".</summary>
    ForkType2,

    /// <summary>"Stem kind OHCLASS: 0".</summary>
    StemKind0,

    /// <summary>"Stem kind OHCLASS: 1".</summary>
    StemKind1,

    /// <summary>"Stem kind OHCLASS: 2".</summary>
    StemKind2,

    /// <summary>"Handlebar style OHCLASS: 0".</summary>
    HandlebarStyle0,

    /// <summary>"Handlebar style OHCLASS: 1".</summary>
    HandlebarStyle1,

    /// <summary>"Handlebar style OHCLASS: 2".</summary>
    HandlebarStyle2,

    /// <summary>"Head tube type OHCLASS: 0".</summary>
    HeadTubeType0,

    /// <summary>"Head tube type OHCLASS: 1".</summary>
    HeadTubeType1,

    /// <summary>"Head tube type OHCLASS: 2".</summary>
    HeadTubeType2,

    /// <summary>"Head tube type OHCLASS: 3".</summary>
    HeadTubeType3,

    /// <summary>"Top tube type OHCLASS: 0".</summary>
    TopTubeType0,

    /// <summary>"Top tube type OHCLASS: 1".</summary>
    TopTubeType1,

    /// <summary>"bottle SEATTUBE0 show OHCLASS: False".</summary>
    SeatTubeBottleFalse,

    /// <summary>"bottle SEATTUBE0 show OHCLASS: True".</summary>
    SeatTubeBottleTrue,

    /// <summary>"bottle DOWNTUBE0 show OHCLASS: False".</summary>
    DownTubeBottleFalse,

    /// <summary>"bottle DOWNTUBE0 show OHCLASS: True".</summary>
    DownTubeBottleTrue,

    /// <summary>"BELTorCHAIN OHCLASS: 0".</summary>
    DriveChain,

    /// <summary>"BELTorCHAIN OHCLASS: 1".</summary>
    DriveBelt,

    /// <summary>"RIM_STYLE front OHCLASS: DISC".</summary>
    FrontRimDisc,

    /// <summary>"RIM_STYLE front OHCLASS: SPOKED".</summary>
    FrontRimSpoked,

    /// <summary>"RIM_STYLE front OHCLASS: TRISPOKE".</summary>
    FrontRimTrispoke,

    /// <summary>"RIM_STYLE rear OHCLASS: DISC".</summary>
    RearRimDisc,

    /// <summary>"RIM_STYLE rear OHCLASS: SPOKED".</summary>
    RearRimSpoked,

    /// <summary>"RIM_STYLE rear OHCLASS: TRISPOKE".</summary>
    RearRimTrispoke,
}
