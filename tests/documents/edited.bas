' What an author does to a report or a deck: a picture made smaller and cropped, one removed, one moved, prose, a comment, words of his own.

Function Property(key, worth)
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = key : made.Value = worth
  Property = made
End Function

Sub Edit(source, target)
  On Error GoTo Failed
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, Array(Property("Hidden", False)))
  If doc.supportsService("com.sun.star.presentation.PresentationDocument") Then
    EditSlides(doc)
    kind = "Impress MS PowerPoint 2007 XML"
  Else
    EditReport(doc)
    kind = "MS Word 2007 XML"
  End If
  doc.storeToURL(ConvertToURL(target), Array(Property("FilterName", kind)))
  doc.close(True)
Failed:
  StarDesktop.terminate()
End Sub

Sub Smaller(shown)
  crop = shown.GraphicCrop : crop.Left = crop.Left + 200 : crop.Bottom = crop.Bottom + 150 : shown.GraphicCrop = crop
  size = shown.Size : size.Width = size.Width * 0.6 : size.Height = size.Height * 0.6 : shown.Size = size
End Sub

Sub EditReport(doc)
  Dim captions(50)
  paragraphs = doc.Text.createEnumeration()
  Do While paragraphs.hasMoreElements()
    one = paragraphs.nextElement()
    If one.supportsService("com.sun.star.text.Paragraph") Then
      If LCase(one.ParaStyleName) = "caption" Then
        Set captions(n) = one : n = n + 1
      End If
    End If
  Loop
  names = doc.GraphicObjects.ElementNames
  first = doc.GraphicObjects.getByName(names(0))
  gone = doc.GraphicObjects.getByName(names(1))
  moved = doc.GraphicObjects.getByName(names(2))
  Smaller(first)
  gone.dispose()
  cursor = doc.Text.createTextCursorByRange(captions(0).Start)
  doc.Text.insertString(cursor, "Prose of the author, above a picture that was moved. ", False)
  there = doc.createInstance("com.sun.star.text.TextGraphicObject")
  there.AnchorType = com.sun.star.text.TextContentAnchorType.AS_CHARACTER
  there.Graphic = moved.Graphic
  doc.Text.insertTextContent(cursor, there, False)
  there.GraphicCrop = moved.GraphicCrop : there.Size = moved.Size : there.Title = moved.Title : there.Description = moved.Description
  moved.dispose()
  doc.Text.insertControlCharacter(cursor, 0, False)
  note = doc.createInstance("com.sun.star.text.textfield.Annotation")
  note.Author = "Me" : note.Content = "To be checked"
  doc.Text.insertTextContent(captions(0).Start, note, False)
  captions(0).End.setString(" (My own remark.)")
  captions(n - 1).setString("As the author puts it.")
End Sub

Sub EditSlides(doc)
  Dim shown(50), pages(50)
  For i = 0 To doc.DrawPages.Count - 1
    For k = 0 To doc.DrawPages(i).Count - 1
      If doc.DrawPages(i)(k).supportsService("com.sun.star.drawing.GraphicObjectShape") Then
        Set shown(n) = doc.DrawPages(i)(k) : Set pages(n) = doc.DrawPages(i) : n = n + 1
      End If
    Next
  Next
  Smaller(shown(0))
  pages(1).remove(shown(1))
  place = shown(2).Position : place.X = place.X + 1500 : place.Y = place.Y + 300 : shown(2).Position = place
  box = doc.createInstance("com.sun.star.drawing.TextShape") : pages(0).add(box)
  size = box.Size : size.Width = 12000 : size.Height = 1200 : box.Size = size
  place = box.Position : place.X = 15000 : place.Y = 12000 : box.Position = place
  box.String = "Prose of the author"
  note = pages(0).createAndInsertAnnotation() : note.Author = "Me" : note.TextRange.String = "To be checked"
  For k = 0 To pages(2).Count - 1
    one = pages(2)(k)
    If one.supportsService("com.sun.star.presentation.TitleTextShape") Then one.String = "As the author puts it"
  Next
End Sub
